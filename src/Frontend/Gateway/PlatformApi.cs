using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Frontend.SignIn;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadPlatform.Frontend.Gateway;

/// <summary>The API as the signed-in user sees it: one for each prerender or circuit.</summary>
internal sealed class PlatformApi(IHttpClientFactory clients, UserTokens tokens, AuthenticationStateProvider users)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public Task<Answer<T>> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, null, cancellationToken);

    /// <param name="ifMatch">ETag of what the change is based on; the answer is <see cref="RefusalKind.Changed"/> when it is not the present one.</param>
    public async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, object? body, string? ifMatch, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var got = await TokenAsync(refused, cancellationToken);
            if (!got.Has(out var token))
                return got.Refusal!;
            using var request = Request(method, path, token);
            if (body is not null)
                request.Content = JsonContent.Create(body, body.GetType(), options: Json);
            if (ifMatch is not null)
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            var answer = await clients.CreateClient(GatewayExtensions.ClientName).ReadAsync<T>(request, cancellationToken);
            if (answer.Refusal?.Status != HttpStatusCode.Unauthorized || refused is not null)
                return answer;
            refused = token;
        }
    }

    /// <summary>Opens a stream that stays open. The caller disposes the answer.</summary>
    public async Task<Answer<HttpResponseMessage>> OpenAsync(string path, CancellationToken cancellationToken)
    {
        string? refused = null;
        while (true)
        {
            var got = await TokenAsync(refused, cancellationToken);
            if (!got.Has(out var token))
                return got.Refusal!;
            var answer = await OpenAsync(path, token, cancellationToken);
            if (answer.Refusal?.Status != HttpStatusCode.Unauthorized || refused is not null)
                return answer;
            refused = token;
        }
    }

    private async Task<Answer<HttpResponseMessage>> OpenAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path, token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        try
        {
            var answer = await clients.CreateClient(GatewayExtensions.StreamClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return new Answer<HttpResponseMessage>(answer, null);
            using (answer)
                return await GatewayCalls.RefusalOfAsync(answer, cancellationToken);
        }
        catch (Exception exception) when (GatewayCalls.IsUnreachable(exception, cancellationToken))
        {
            return Refusal.Unreachable;
        }
    }

    private async Task<Answer<string>> TokenAsync(string? refused, CancellationToken cancellationToken)
    {
        var user = (await users.GetAuthenticationStateAsync()).User;
        try
        {
            return user.FindFirst(Sessions.KeyClaim)?.Value is { } session && await tokens.GetAsync(session, refused, cancellationToken) is { } token
                ? new Answer<string>(token, null)
                : Refusal.SignedOut;
        }
        catch (Exception exception) when (exception is SignInUnavailableException || GatewayCalls.IsUnreachable(exception, cancellationToken))
        {
            return Refusal.Unreachable;
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
