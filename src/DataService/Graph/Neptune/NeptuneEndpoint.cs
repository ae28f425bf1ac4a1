using System.Net;
using System.Text.Json.Nodes;
using LeadPlatform.DataService.Graph.Cypher;

namespace LeadPlatform.DataService.Graph.Neptune;

/// <summary>Neptune's openCypher over HTTPS, signed. A query can fail after its status was sent: its trailer and a whole document say that it did not.</summary>
internal sealed class NeptuneEndpoint : ICypherEndpoint, IDisposable
{
    private const string StatusTrailer = "X-Neptune-Status";
    private static readonly string[] Transient = ["ConcurrentModification", "ConstraintViolation", "CancelledByUser", "Throttling", "TooManyRequests", "ReadOnlyViolation", "TimeLimitExceeded"];
    private readonly HttpClient _http;
    private readonly SigV4 _signer;
    private readonly IAwsCredentials _credentials;
    private readonly CypherRetries _retries;
    private readonly TimeProvider _time;

    /// <param name="address"><c>https://host:8182</c>: the writer, since reads follow writes there alone.</param>
    public NeptuneEndpoint(Uri address, string region, IAwsCredentials credentials, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _http = CypherCall.Client(address, handler);
        _signer = new SigV4(region, "neptune-db");
        _credentials = credentials;
        _time = time;
        _retries = new CypherRetries(time);
    }

    public CypherDialect Dialect => CypherDialect.Neptune;

    /// <summary>Neptune has no statements for constraints and indexes, and indexes everything.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<CypherRow>> RunAsync(string name, JsonObject parameters, bool write, CancellationToken cancellationToken) =>
        _retries.RunAsync(token => SendAsync(CypherFiles.Of(name, Dialect), parameters, token), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<CypherRow>> SendAsync(string statement, JsonObject parameters, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/openCypher") { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var form = new FormUrlEncodedContent([new("query", statement), new("parameters", parameters.ToJsonString())]);
        request.Content = form;
        request.Headers.TE.Add(new("trailers"));
        _signer.Sign(request, _http.BaseAddress!, await form.ReadAsByteArrayAsync(cancellationToken), await _credentials.GetAsync(cancellationToken), _time.GetUtcNow());
        var (answer, read) = await CypherCall.SendAsync(_http, request, cancellationToken);
        using (answer)
        {
            if (read?["code"]?.GetValue<string>() is { } code)
                throw Transient.Any(name => code.StartsWith(name, StringComparison.Ordinal)) ? new GraphException($"Neptune answered {(int)answer.StatusCode} {code}.", isTransient: true) : CypherCall.Refused(answer, code);
            if (!answer.IsSuccessStatusCode)
                throw CypherCall.Refused(answer, null);
            if (read?["results"] is not JsonArray results)
                throw CypherCall.CutOff();
            if (answer.TrailingHeaders.TryGetValues(StatusTrailer, out var statuses) && !statuses.All(status => status.StartsWith("200", StringComparison.Ordinal)))
                throw CypherCall.CutOff();
            return [.. results.Select(row => new CypherRow(row!.AsObject().ToDictionary(member => member.Key, member => member.Value)))];
        }
    }
}
