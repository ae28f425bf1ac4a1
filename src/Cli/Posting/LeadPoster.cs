using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using LeadPlatform.Cli.Calls;

namespace LeadPlatform.Cli.Posting;

/// <param name="waitSeconds">How long to wait for the outcome; null not at all.</param>
internal sealed class LeadPoster(Platform platform, int? waitSeconds)
{
    /// <summary>Posts one. A refusal is a result; a credential that is not accepted, or a platform that is away, ends all.</summary>
    public async Task<PostResult> PostAsync(LeadLine line, CancellationToken cancellationToken)
    {
        using var answer = await platform.SendAnyAsync(() => Request(line), again: true, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            var captured = (await answer.Content.ReadFromJsonAsync(CliJson.Default.CaptureAnswer, cancellationToken))!;
            return new PostResult(line.Number, captured.Status, captured.LeadId, captured.Assignment?.AgentName, captured.DuplicateOf);
        }

        var refusal = await Answers.ProblemOfAsync(answer, cancellationToken);
        return refusal.Status is 401 or 403 or >= 500 ? throw refusal.ToException() : new PostResult(line.Number, PostResult.RefusedStatus, Problem: refusal.ToString());
    }

    /// <summary>Of what is posted, not of where it stands: the same lead has the same key in every run, whatever was added before it.</summary>
    public static string KeyOf(ReadOnlySpan<byte> body) => $"cli-{Convert.ToHexStringLower(SHA256.HashData(body))}";

    private HttpRequestMessage Request(LeadLine line)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/leads") { Content = new ByteArrayContent(line.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", KeyOf(line.Body));
        if (waitSeconds is { } seconds)
            request.Headers.Add("Prefer", $"wait={seconds}");
        return request;
    }
}
