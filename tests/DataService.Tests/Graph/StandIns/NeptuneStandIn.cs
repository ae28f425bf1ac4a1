using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime.Internal.Auth;
using LeadPlatform.DataService.Graph.Cypher;
using LeadPlatform.DataService.Graph.Neptune;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadPlatform.DataService.Tests.Graph.StandIns;

/// <summary>Neptune's openCypher over HTTP, with its signature recomputed by AWS's own SDK.</summary>
internal sealed partial class NeptuneStandIn(Kuzu kuzu) : CypherStandIn(kuzu)
{
    public const string Region = "us-east-1";
    private const string Service = "neptune-db";

    public static AwsKeys Keys { get; } = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "a session token/of+keys that expire==");

    public static IAwsCredentials Credentials { get; } = new Fixed();

    protected override async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        Check(request.Method == "POST" && request.Path == "/openCypher" && !request.QueryString.HasValue && request.Protocol == "HTTP/1.1", "POST /openCypher by HTTP/1.1");
        Check(request.Headers.Host == Address.Authority, "the host has its port");
        Check(request.Headers.TE == "trailers", "trailers are asked for");
        Check(request.ContentType == "application/x-www-form-urlencoded", "the body is a form");
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        CheckSignature(request, memory.ToArray());
        var form = new FormReader(Encoding.UTF8.GetString(memory.ToArray())) { ValueLengthLimit = int.MaxValue }.ReadForm();
        Check(form.Keys.Order().SequenceEqual(["parameters", "query"]), "the form has query and parameters");
        var (statement, parameters) = (form["query"].ToString(), JsonNode.Parse(form["parameters"].ToString())!.AsObject());
        Check(NameOf(statement, CypherDialect.Neptune) is not null, $"the statement is one of the files: {statement}");
        CheckParameters(statement, parameters);

        var (fields, values) = await Kuzu.RunAsync(InKuzu(statement), parameters);
        var results = new JsonArray([.. values.Select(row => new JsonObject(fields.Zip(row!.AsArray(), (field, value) => KeyValuePair.Create(field, value?.DeepClone()))))]);
        await AnswerAsync(context, new JsonObject { ["results"] = results }.ToJsonString(), "200 OK");
    }

    /// <summary>In chunks, with what came of the query after them. Kestrel writes no trailers in HTTP/1.1, so they are written by hand.</summary>
    public static async Task AnswerAsync(HttpContext context, string body, string status)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.TransferEncoding = "chunked";
        context.Response.Headers.Trailer = "X-Neptune-Status";
        await context.Response.WriteAsync($"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n0\r\nX-Neptune-Status: {status}\r\n\r\n");
    }

    /// <summary>kuzu knows nodes by the property they are kept under, and does not let it be set.</summary>
    private static string InKuzu(string statement) => IdOfNode().Replace(statement.Replace("`~id`", "id", StringComparison.Ordinal), "SET ");

    private static void CheckSignature(HttpRequest request, byte[] body)
    {
        var given = Authorization().Match(request.Headers.Authorization.ToString());
        Check(given.Success, "AWS4-HMAC-SHA256 authorization");
        var time = DateTime.ParseExact(request.Headers["x-amz-date"].ToString(), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        Check((DateTime.UtcNow - time).Duration() < TimeSpan.FromMinutes(5), "signed now");
        Check(given.Groups["scope"].Value == $"{Keys.Id}/{time:yyyyMMdd}/{Region}/{Service}/aws4_request", "scope of the signature");
        var signed = given.Groups["headers"].Value;
        Check(signed == "host;x-amz-date;x-amz-security-token", "host, time and token are signed");
        var headers = string.Concat(signed.Split(';').Select(name => $"{name}:{request.Headers[name]}\n"));
        var canonical = $"POST\n/openCypher\n\n{headers}\n{signed}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var expected = AWS4Signer.ComputeSignature(Keys.Id, Keys.Secret, Region, time, Service, signed, canonical);
        Check(request.Headers["x-amz-security-token"] == Keys.Token && given.Groups["signature"].Value == expected.Signature, "the signature is that of AWS's SDK");
    }

    [GeneratedRegex(@"SET \w+\.id = [\w.]+, ")]
    private static partial Regex IdOfNode();

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<scope>[^,]+), SignedHeaders=(?<headers>[^,]+), Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();

    private sealed class Fixed : IAwsCredentials
    {
        public ValueTask<AwsKeys> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Keys);
    }
}
