using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.ApiGateway.ApiDescription;

/// <summary>
/// The merged document. It changes with deployments only, so it is built once a minute at most, by one request for all; a service that does not answer
/// is described as it was last.
/// </summary>
internal sealed partial class PublicDescription(Func<ServiceDescriptions> descriptions, RoutedPaths routed, TimeProvider time, ILogger<PublicDescription> logger) : IDisposable
{
    private static readonly TimeSpan CompleteFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan IncompleteFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ServiceTimeout = TimeSpan.FromSeconds(5);
    private static readonly (string Name, string Title)[] Services = [("dataservice", "DataService"), ("orchestrator", "Orchestrator"), ("backend", "Backend")];

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, JsonObject> _last = [];
    private volatile Built? _built;

    /// <summary>Null while no service has answered yet.</summary>
    public async ValueTask<Built?> GetAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } current)
            return current;

        await _one.WaitAsync(cancellationToken);
        try
        {
            return Current() ?? await BuildAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private Built? Current() => _built is { } built && built.Until > time.GetTimestamp() ? built : null;

    private async Task<Built?> BuildAsync(CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(Services.Select(service => ReadAsync(service.Name, cancellationToken)));
        var merge = new DocumentMerge(routed.IsRouted);
        for (var i = 0; i < Services.Length; i++)
        {
            if (read[i] is { } document)
                _last[Services[i].Name] = document;
            if (_last.TryGetValue(Services[i].Name, out var last))
                merge.Add(Services[i].Name, Services[i].Title, last);
        }

        if (_last.Count == 0)
            return null;

        var body = JsonSerializer.SerializeToUtf8Bytes(merge.Build());
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        var goodFor = read.All(document => document is not null) ? CompleteFor : IncompleteFor;
        return _built = new Built(body, tag, time.GetTimestamp() + (long)(goodFor.TotalSeconds * time.TimestampFrequency));
    }

    private async Task<JsonObject?> ReadAsync(string service, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ServiceTimeout);
        try
        {
            return await descriptions().ReadAsync(service, timeout.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, service, exception.GetType().Name);
            return null;
        }
    }

    /// <param name="Until">Timestamp up to which it need not be built anew.</param>
    internal sealed record Built(byte[] Body, string Tag, long Until);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2100, Level = LogLevel.Warning, Message = "The API description of {Service} can't be read: {Error}")]
        public static partial void NotRead(ILogger logger, string service, string error);
    }
}
