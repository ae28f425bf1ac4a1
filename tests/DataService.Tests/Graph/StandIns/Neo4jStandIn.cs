using System.Text;
using System.Text.Json.Nodes;
using LeadPlatform.DataService.Graph.Cypher;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.DataService.Tests.Graph.StandIns;

/// <summary>Neo4j's Query API v2.</summary>
internal sealed class Neo4jStandIn(Kuzu kuzu) : CypherStandIn(kuzu)
{
    private const string Database = "leads";
    private const string Credentials = "neo4j:a password/with :signs";
    private static readonly string[] Members = ["statement", "parameters", "includeCounters", "accessMode", "maxExecutionTime", "bookmarks"];
    private string? _bookmark;
    private int _writes;

    /// <summary>The address with user, password and database, as it is configured.</summary>
    public Uri Configured => new($"http://neo4j:{Uri.EscapeDataString(Credentials[6..])}@{Address.Authority}/{Database}");

    protected override async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        Check(request.Method == "POST" && request.Path == $"/db/{Database}/query/v2" && !request.QueryString.HasValue, "POST /db/{database}/query/v2");
        Check(request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Credentials))}", "Basic authorization");
        Check(request.ContentType == "application/json; charset=utf-8" && request.Headers.Accept == "application/json", "JSON is sent and accepted");
        var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        var names = body.Select(member => member.Key).ToArray();
        Check(names.SequenceEqual(names.Contains("bookmarks") ? Members : Members[..^1]), "the members of the body are those that are known, in their order");
        var (statement, write) = ((string)body["statement"]!, (string)body["accessMode"]! == "WRITE");
        Check((bool)body["includeCounters"]! && (int)body["maxExecutionTime"]! is > 0 and <= 60 && (write || (string)body["accessMode"]! == "READ"), "options of the body");
        var bookmark = Volatile.Read(ref _bookmark);
        if (bookmark is null)
            Check(body["bookmarks"] is null, "no bookmark was given out yet");
        else if (!write)
            Check(body["bookmarks"]!.AsArray().Select(mark => (string)mark!).SequenceEqual([bookmark]), "reads see what was written: the newest bookmark");
        var schema = CypherFiles.Text("schema.neo4j").Split(';').Select(one => one.Trim()).Contains(statement);
        Check(schema || NameOf(statement, CypherDialect.Neo4j) is not null, $"the statement is one of the files: {statement}");
        Check(Writes(statement) == write, "the access mode is that of the statement");
        CheckParameters(statement, body["parameters"]!.AsObject());

        var (fields, values) = schema ? ([], []) : await Kuzu.RunAsync(statement, body["parameters"]);
        var answer = new JsonObject { ["data"] = new JsonObject { ["fields"] = new JsonArray([.. fields.Select(field => JsonValue.Create(field))]), ["values"] = values.DeepClone() } };
        if (write)
        {
            answer["counters"] = new JsonObject { ["containsUpdates"] = true };
            Volatile.Write(ref _bookmark, $"FB:standin{Interlocked.Increment(ref _writes)}");
        }

        answer["bookmarks"] = new JsonArray(JsonValue.Create(Volatile.Read(ref _bookmark) ?? "FB:none"));
        answer["notifications"] = new JsonArray();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
