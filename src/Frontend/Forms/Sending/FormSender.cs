using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Gateway;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Forms.Sending;

/// <summary>Posts leads for the forms' own source.</summary>
internal sealed class FormSender(IHttpClientFactory clients, IOptions<FormsOptions> options)
{
    public async Task<Answer<CaptureAnswer>> SendAsync(JsonObject post, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/leads") { Content = JsonContent.Create(post) };
        request.Headers.Add("X-Api-Key", options.Value.SourceKey);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await clients.CreateClient(GatewayExtensions.ClientName).ReadAsync<CaptureAnswer>(request, cancellationToken);
    }
}
