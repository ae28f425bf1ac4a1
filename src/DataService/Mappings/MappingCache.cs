using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Sources;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Mappings;

/// <summary>Asks Backend for a source's mapping.</summary>
internal sealed class MappingClient(HttpClient http)
{
    /// <summary>Null where the source has none.</summary>
    public async Task<SourceMapping?> FindAsync(Guid sourceId, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync($"/internal/mappings/{sourceId}", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync(MappingJson.Default.SourceMapping, cancellationToken) ?? throw new JsonException("Backend answered a mapping with null.");
    }
}

/// <summary>
/// Mappings as Backend described them, of the sources that post now. One question a source is under way at a time, whoever waits for it; while Backend does not
/// answer, what it said last holds.
/// </summary>
internal sealed partial class MappingCache(Func<MappingClient> backend, IOptions<MappingOptions> options, TimeProvider time, ILogger<MappingCache> logger)
{
    private readonly ConcurrentDictionary<Guid, Known> _known = new();
    private readonly ConcurrentDictionary<Guid, Lazy<Task<Known?>>> _questions = new();

    /// <returns>Null where it can't be said now.</returns>
    public async ValueTask<Known?> FindAsync(Guid sourceId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(sourceId, out var known) && time.GetElapsedTime(known.AskedAt) < options.Value.FreshFor)
            return known;
        var question = _questions.GetOrAdd(sourceId, id => new Lazy<Task<Known?>>(() => Task.Run(() => AskAsync(id), CancellationToken.None)));
        return await question.Value.WaitAsync(cancellationToken);
    }

    private async Task<Known?> AskAsync(Guid sourceId)
    {
        var askedAt = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        try
        {
            return Remember(sourceId, new Known(await backend().FindAsync(sourceId, timeout.Token), askedAt));
        }
        catch (Exception exception)
        {
            Log.NotAnswered(logger, exception.GetType().Name);
            // Asked again only when this would have been old: nobody waits for a Backend that is away more often than that.
            return _known.TryGetValue(sourceId, out var held) ? Remember(sourceId, held with { AskedAt = time.GetTimestamp() }) : null;
        }
        finally
        {
            _questions.TryRemove(sourceId, out _);
        }
    }

    private Known Remember(Guid sourceId, Known known)
    {
        _known[sourceId] = known;
        while (_known.Count > options.Value.Capacity)
            _known.TryRemove(_known.MinBy(pair => pair.Value.AskedAt).Key, out _);
        return known;
    }

    /// <param name="Mapping">Null where the source has none.</param>
    internal sealed record Known(SourceMapping? Mapping, long AskedAt);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2700, Level = LogLevel.Warning, Message = "Backend did not answer for a mapping: {ExceptionType}")]
        public static partial void NotAnswered(ILogger logger, string exceptionType);
    }
}
