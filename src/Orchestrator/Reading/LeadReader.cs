using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Consuming;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary>Reads a lead at DataService as the caller: with the caller's own token, so that it shows what they may see and nothing else.</summary>
internal sealed class LeadReader(HttpClient http)
{
    /// <summary>What a caller waits for, retries included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The lead, or the status with which it was not given; null where DataService did not answer.</returns>
    public async Task<(HttpStatusCode? Status, LeadView? Lead)> ReadAsync(Guid leadId, string authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/leads/{leadId}");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<LeadView>(patience.Token) : null);
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return (null, null);
        }
    }
}
