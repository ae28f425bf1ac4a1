using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Calls;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>Asks Backend, with this service's own token.</summary>
internal sealed class RevokedTokenClient(IHttpClientFactory clients, ServiceTokens tokens, IOptions<IdentityOptions> identity) : IRevokedTokenReader
{
    public const string ClientName = "revoked-tokens";

    public async ValueTask<IReadOnlyList<Guid>> ReadAsync(CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        using var http = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(identity.Value.Backend, RevokedTokens.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode == System.Net.HttpStatusCode.Unauthorized)
            tokens.Forget(token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<RevokedTokens>(cancellationToken))?.TokenIds ?? [];
    }
}
