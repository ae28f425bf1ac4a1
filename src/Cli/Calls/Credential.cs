using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.Cli.Calls;

/// <summary>How a caller shows who they are.</summary>
internal abstract class Credential
{
    public static Credential None { get; } = new NoCredential();

    /// <param name="http">For those that must be fetched first.</param>
    public abstract ValueTask PutOnAsync(HttpRequestMessage request, HttpClient http, CancellationToken cancellationToken);

    private sealed class NoCredential : Credential
    {
        public override ValueTask PutOnAsync(HttpRequestMessage request, HttpClient http, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

internal sealed class ApiKeyCredential(string key) : Credential
{
    public override ValueTask PutOnAsync(HttpRequestMessage request, HttpClient http, CancellationToken cancellationToken)
    {
        request.Headers.Add("X-Api-Key", key);
        return ValueTask.CompletedTask;
    }
}

internal sealed class TokenCredential(string token) : Credential
{
    public override ValueTask PutOnAsync(HttpRequestMessage request, HttpClient http, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return ValueTask.CompletedTask;
    }
}

/// <summary>OAuth client credentials: a token is fetched, kept, and fetched again before it ends.</summary>
/// <param name="kept">Told of every new token.</param>
internal sealed class ClientCredential(string id, string secret, string? token, DateTimeOffset? expiresAt, TimeProvider time, Action<string, DateTimeOffset>? kept) : Credential, IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _one = new(1, 1);

    public override async ValueTask PutOnAsync(HttpRequestMessage request, HttpClient http, CancellationToken cancellationToken) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(http, cancellationToken));

    public void Dispose() => _one.Dispose();

    private async Task<string> TokenAsync(HttpClient http, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (token is not null && expiresAt > time.GetUtcNow() + Early)
                return token;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = id,
                ["client_secret"] = secret,
            });
            using var answer = await http.PostAsync("connect/token", form, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new CliException((int)answer.StatusCode >= 500 ? ExitCode.Unreachable : ExitCode.NotAllowed, "The client id and secret were not accepted; check them, and that the source is not disabled.");
            var grant = await answer.Content.ReadFromJsonAsync(GrantJson.Default.Grant, cancellationToken);
            (token, expiresAt) = (grant!.AccessToken, time.GetUtcNow().AddSeconds(grant.ExpiresIn));
            kept?.Invoke(token, expiresAt.Value);
            return token;
        }
        finally
        {
            _one.Release();
        }
    }
}

internal sealed record Grant(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken = null);

[JsonSerializable(typeof(Grant))]
[JsonSerializable(typeof(SigningIn.DeviceCode))]
[JsonSerializable(typeof(SigningIn.GrantRefusal))]
internal sealed partial class GrantJson : JsonSerializerContext;
