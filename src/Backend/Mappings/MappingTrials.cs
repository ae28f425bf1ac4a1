using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.Messaging.Consuming;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.Backend.Mappings;

/// <summary>Asks DataService, as the caller themselves, what a payload becomes.</summary>
internal sealed class MappingTrials(HttpClient http)
{
    /// <returns>Null where DataService can't say.</returns>
    public async Task<MappingTrialView?> RunAsync(MappingTrial trial, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/internal/mapping-trials") { Content = JsonContent.Create(trial, MappingJson.Default.MappingTrial) };
        request.Headers.TryAddWithoutValidation(HeaderNames.Authorization, authorization);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadFromJsonAsync(MappingJson.Default.MappingTrialView, cancellationToken) : null;
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
