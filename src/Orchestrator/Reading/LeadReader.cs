using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary>Reads a lead at DataService as the caller: with the caller's own token, so that it shows what they may see and nothing else.</summary>
internal sealed class LeadReader(HttpClient http)
{
    /// <summary>What a caller waits for, retries included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The lead, or the status with which it was not given; null where DataService did not answer.</returns>
    public Task<(HttpStatusCode? Status, LeadView? Found)> ReadAsync(Guid leadId, string authorization, CancellationToken cancellationToken) =>
        GetAsync<LeadView>($"/v1/leads/{leadId}", authorization, cancellationToken);

    /// <summary>The same of what happened to it.</summary>
    public Task<(HttpStatusCode? Status, Page<TimelineItem>? Found)> TimelineAsync(Guid leadId, string authorization, CancellationToken cancellationToken) =>
        GetAsync<Page<TimelineItem>>($"/v1/leads/{leadId}/timeline", authorization, cancellationToken);

    private async Task<(HttpStatusCode? Status, T? Found)> GetAsync<T>(string path, string authorization, CancellationToken cancellationToken) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(patience.Token) : null);
        }
        catch (Exception exception) when ((TransientFault.Is(exception) || exception is JsonException) && !cancellationToken.IsCancellationRequested)
        {
            return (null, null);
        }
    }
}
