using System.Text;
using System.Text.Json;

namespace LeadPlatform.Cli.Calls;

/// <summary>Problem details, as sentences.</summary>
/// <param name="Detail">What went wrong.</param>
/// <param name="Fields">Each wrong field: its path and the rule.</param>
internal sealed record Refusal(int Status, string Code, string Detail, IReadOnlyList<string> Fields)
{
    public override string ToString()
    {
        var text = new StringBuilder(Detail);
        foreach (var field in Fields)
            text.Append(Environment.NewLine).Append("  ").Append(field);
        if (Advice is { } advice)
            text.Append(' ').Append(advice);
        return text.ToString();
    }

    public CliException ToException() => new(
        Status switch
        {
            401 or 403 => ExitCode.NotAllowed,
            502 or 503 or 504 => ExitCode.Unreachable,
            400 when Code == "invalid_request" => ExitCode.Usage,
            _ => ExitCode.Refused,
        },
        ToString());

    private string? Advice => Status switch
    {
        401 => "Sign in with 'leads login', or set LEADS_API_KEY.",
        403 => "'leads whoami' shows what this credential may do.",
        429 => "Try again later, or with less --concurrency.",
        >= 500 => "Try again later; if it stays, tell whoever runs the platform.",
        _ => null,
    };
}

internal static class Answers
{
    private const int MaxBytes = 65_536;

    public static async Task<Refusal> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        try
        {
            using var problem = JsonDocument.Parse(await HeadAsync(answer, cancellationToken));
            if (problem.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "detail") is { } detail)
                return new Refusal(status, Text(root, "code") ?? "", detail, Fields(root));
        }
        catch (JsonException)
        {
            // Something between has answered, not the platform.
        }

        return new Refusal(status, "", $"The server answers {status} {answer.ReasonPhrase}.", []);
    }

    private static async Task<ReadOnlyMemory<byte>> HeadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var head = new byte[MaxBytes];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return head.AsMemory(0, await body.ReadAtLeastAsync(head, MaxBytes, throwOnEndOfStream: false, cancellationToken));
    }

    private static List<string> Fields(JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object).Select(error => $"{Text(error, "path")}: {Text(error, "message")}")]
            : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
