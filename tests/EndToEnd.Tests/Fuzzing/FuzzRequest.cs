using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadPlatform.EndToEnd.Tests.Fuzzing;

/// <summary>A request made from an operation by chance; the same seed and number make the same request.</summary>
internal sealed class FuzzRequest
{
    private static readonly string[] MediaTypes =
    [
        "application/json", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=", "text/csv", "text/plain",
        "application/xml", "application/octet-stream", "application/json; charset=\"", "*/*", "x",
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private FuzzRequest(ApiOperation operation, int caller, string method, string address, byte[]? body, IReadOnlyList<(string Name, string Value)> headers) =>
        (Operation, Caller, Method, Address, Body, Headers) = (operation, caller, method, address, body, headers);

    public ApiOperation Operation { get; }

    /// <summary>Which of the callers sends it.</summary>
    public int Caller { get; }

    public string Method { get; }

    public string Address { get; }

    public byte[]? Body { get; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    /// <summary>As the description has it, with nothing changed.</summary>
    public static FuzzRequest Plain(ApiOperation operation, int caller)
    {
        var path = operation.Parameters.Where(parameter => parameter.In == "path")
            .Aggregate(operation.Path, (path, parameter) => path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(Plain(parameter.Sample)), StringComparison.Ordinal));
        var body = operation.Bodies.Count > 0 ? Encoding.UTF8.GetBytes(operation.Bodies[0].Example?.ToJsonString() ?? "null") : null;
        return new FuzzRequest(operation, caller, operation.Method, path, body, operation.Bodies.Count > 0 ? [("Content-Type", operation.Bodies[0].MediaType)] : []);
    }

    /// <summary>To end the callers' own sessions would leave nothing but 401 for all that comes after.</summary>
    public static bool EndsSessions(string method, ApiOperation operation) => method == "DELETE" && operation.Path is ("/v1/me/sessions" or "/v1/me/sessions/{id}");

    /// <param name="callers">Of each operation those who may call it.</param>
    public static FuzzRequest Of(IReadOnlyList<ApiOperation> operations, IReadOnlyList<IReadOnlyList<int>> callers, int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        // Each in turn, so that none is left out.
        var operation = operations[number % operations.Count];
        var may = callers[number % operations.Count];
        var method = random.Next(25) == 0 ? Methods[random.Next(Methods.Length)] : operation.Method;
        if (EndsSessions(method, operation))
            method = operation.Method;
        var headers = new List<(string, string)>();
        var query = new StringBuilder();
        var path = operation.Path;
        foreach (var parameter in operation.Parameters)
        {
            var value = random.Next(3) > 0 ? Plain(parameter.Sample) : Mutations.Text(random);
            if (parameter.In == "path")
                path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value.Length == 0 ? " " : Short(value, 500)), StringComparison.Ordinal);
            else if (parameter.In == "query" && random.Next(2) == 0)
                Append(query, parameter.Name, Short(value, 500));
            else if (parameter.In == "header" && random.Next(2) == 0)
                headers.Add((parameter.Name, parameter.Name == "Prefer" ? $"wait={random.Next(2)}" : value));
        }

        for (var more = random.Next(8) == 0 ? random.Next(1, 4) : 0; more > 0; more--)
            Append(query, Short(Mutations.Text(random), 100), Short(Mutations.Text(random), 300));
        foreach (var name in new[] { "If-Match", "Idempotency-Key", "Accept", "Accept-Language", "Origin", "X-Forwarded-For", "Range", "Expect-CT", "Content-Language" })
        {
            if (random.Next(30) == 0)
                headers.Add((name, Mutations.Text(random)));
        }

        var body = BodyOf(random, operation, method, headers);
        return new FuzzRequest(operation, may[random.Next(may.Count)], method, path + query, body, headers);
    }

    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Address);
        if (Body is not null)
            message.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in Headers)
        {
            // What HTTP itself forbids in a header is for raw sockets.
            var sent = new string([.. value.Where(letter => letter is >= ' ' and < '\u007f').Take(2_000)]);
            if (name.StartsWith("Content-", StringComparison.Ordinal))
                message.Content?.Headers.TryAddWithoutValidation(name, sent);
            else
                message.Headers.TryAddWithoutValidation(name, sent);
        }

        return message;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Method} {Address} as caller {Caller} {string.Join(' ', Headers.Select(header => $"[{header.Name}: {header.Value[..Math.Min(header.Value.Length, 60)]}]"))} {(Body is null ? "" : Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, 600)))}");

    private static byte[]? BodyOf(Random random, ApiOperation operation, string method, List<(string, string)> headers)
    {
        if (method is "GET" or "HEAD" && random.Next(30) > 0)
            return null;
        if (operation.Bodies.Count == 0 && random.Next(10) > 0)
            return null;
        var (type, example) = operation.Bodies.Count > 0 ? operation.Bodies[random.Next(operation.Bodies.Count)] : ("application/json", null);
        if (random.Next(12) != 0)
            headers.Add(("Content-Type", type));
        else if (random.Next(4) != 0)
            headers.Add(("Content-Type", MediaTypes[random.Next(MediaTypes.Length)]));
        if (random.Next(60) == 0)
            headers.Add(("Content-Encoding", "gzip"));
        return type.Contains("json", StringComparison.Ordinal) ? Mutations.Json(random, example) : Other(random, example);
    }

    private static byte[] Other(Random random, JsonNode? example)
    {
        var pairs = example is JsonObject members
            ? string.Join('&', members.Select(member => $"{Uri.EscapeDataString(member.Key)}={Uri.EscapeDataString(random.Next(4) == 0 ? Mutations.Text(random) : Plain(member.Value))}"))
            : Plain(example);
        return Encoding.UTF8.GetBytes(random.Next(4) == 0 ? pairs + Mutations.Text(random) : pairs);
    }

    private static string Plain(JsonNode? sample) => sample is JsonValue value ? value.ToString() : sample?.ToJsonString() ?? "x";

    private static void Append(StringBuilder query, string name, string value) =>
        query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));

    private static string Short(string text, int length)
    {
        var cut = text[..Math.Min(text.Length, length)];
        return cut.Length > 0 && char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
    }
}
