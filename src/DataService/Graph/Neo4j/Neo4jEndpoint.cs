using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LeadPlatform.DataService.Graph.Cypher;

namespace LeadPlatform.DataService.Graph.Neo4j;

/// <summary>
/// Neo4j's Query API v2: a statement a request. A deadlock comes as 400 as a syntax error does, so what may be tried again is told by the error's code and not by the status.
/// </summary>
internal sealed class Neo4jEndpoint : ICypherEndpoint, IDisposable
{
    private const string Transient = "Neo.TransientError.";
    private const int SecondsToRun = 30;
    private readonly HttpClient _http;
    private readonly string _path;
    private readonly CypherRetries _retries;
    private volatile string[] _bookmarks = [];

    /// <param name="address"><c>https://user:password@host:7473/database</c>; without a database it is <c>neo4j</c>.</param>
    public Neo4jEndpoint(Uri address, TimeProvider time, HttpMessageHandler? handler = null)
    {
        var database = address.AbsolutePath.Trim('/') is { Length: > 0 } named ? named : "neo4j";
        _path = $"/db/{database}/query/v2";
        _retries = new CypherRetries(time);
        _http = CypherCall.Client(new Uri(address.GetLeftPart(UriPartial.Authority).Replace($"{address.UserInfo}@", "", StringComparison.Ordinal)), handler);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (address.UserInfo.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
    }

    public CypherDialect Dialect => CypherDialect.Neo4j;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in CypherFiles.Of("schema.neo4j", Dialect).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await _retries.RunAsync(token => SendAsync(statement, [], write: true, token), cancellationToken);
    }

    public Task<IReadOnlyList<CypherRow>> RunAsync(string name, JsonObject parameters, bool write, CancellationToken cancellationToken) =>
        _retries.RunAsync(token => SendAsync(CypherFiles.Of(name, Dialect), parameters, write, token), cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<CypherRow>> SendAsync(string statement, JsonObject parameters, bool write, CancellationToken cancellationToken)
    {
        // Servers before 2026.08 read the members in this order.
        var body = new JsonObject
        {
            ["statement"] = statement,
            ["parameters"] = parameters.DeepClone(),
            ["includeCounters"] = true,
            ["accessMode"] = write ? "WRITE" : "READ",
            ["maxExecutionTime"] = SecondsToRun,
        };
        if (_bookmarks is { Length: > 0 } bookmarks)
            body["bookmarks"] = new JsonArray([.. bookmarks.Select(bookmark => JsonValue.Create(bookmark))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, _path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        var (answer, read) = await CypherCall.SendAsync(_http, request, cancellationToken);
        using (answer)
        {
            if (read?["errors"] is JsonArray { Count: > 0 } errors)
            {
                var code = errors[0]?["code"]?.GetValue<string>() ?? "";
                throw new GraphException($"Neo4j answered {(int)answer.StatusCode} {code}.", code.StartsWith(Transient, StringComparison.Ordinal));
            }

            if (!answer.IsSuccessStatusCode)
                throw CypherCall.Refused(answer, null);
            // Read what was written, whichever server of a cluster answers.
            if (write && read?["bookmarks"] is JsonArray { Count: > 0 } marks)
                _bookmarks = [.. marks.Select(mark => mark!.GetValue<string>())];
            return Rows(read);
        }
    }

    private static IReadOnlyList<CypherRow> Rows(JsonNode? body)
    {
        if (body?["data"] is not { } data || data["fields"] is not JsonArray fields || data["values"] is not JsonArray values)
            throw CypherCall.CutOff();
        string[] names = [.. fields.Select(field => field!.GetValue<string>())];
        return [.. values.Select(value => new CypherRow(names.Zip(value!.AsArray()).ToDictionary(pair => pair.First, pair => pair.Second)))];
    }
}
