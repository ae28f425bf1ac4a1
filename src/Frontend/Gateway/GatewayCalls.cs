using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Problems;
using Polly;

namespace LeadPlatform.Frontend.Gateway;

/// <summary>Sends a request and reads what came, whatever came.</summary>
internal static class GatewayCalls
{
    public static async Task<Answer<T>> ReadAsync<T>(this HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return await RefusalOfAsync(answer, cancellationToken);
            var value = answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<T>(cancellationToken);
            return new Answer<T>(value, null, answer.Headers.ETag?.ToString());
        }
        catch (Exception exception) when (IsUnreachable(exception, cancellationToken))
        {
            return Refusal.Unreachable;
        }
    }

    public static bool IsUnreachable(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or ExecutionRejectedException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    public static async Task<Refusal> RefusalOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var problem = await ProblemOfAsync(answer, cancellationToken);
        return new Refusal(
            answer.StatusCode,
            problem?.Code ?? "",
            problem?.Detail ?? $"The platform answered {(int)answer.StatusCode}.",
            problem?.Errors ?? [],
            answer.Headers.RetryAfter?.Delta);
    }

    private static async Task<ProblemBody?> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return null;
        try
        {
            return await answer.Content.ReadFromJsonAsync<ProblemBody>(cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ProblemBody(string? Code, string? Detail, IReadOnlyList<FieldError>? Errors);
}
