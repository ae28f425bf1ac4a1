using System.Net;
using LeadPlatform.Messaging.Consuming;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Dispositions;

/// <summary>Asks DataService, which has the record of every lead, as the caller themselves: nobody learns of a lead they may not see.</summary>
internal sealed class LeadDirectory(HttpClient http)
{
    /// <returns>Null where DataService can't say.</returns>
    public async Task<bool?> ExistsAsync(Guid leadId, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/leads/{leadId}");
        request.Headers.TryAddWithoutValidation(HeaderNames.Authorization, authorization);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => true,
                HttpStatusCode.NotFound => false,
                _ => null,
            };
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
