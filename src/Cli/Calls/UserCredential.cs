using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Cli.SigningIn;

namespace LeadPlatform.Cli.Calls;

/// <summary>What a user who signed in with a browser has.</summary>
/// <param name="Refresh">Works once: whoever uses it keeps the one that comes in its place.</param>
internal sealed record UserTokens(string? Access, DateTimeOffset? ExpiresAt, string Refresh);

/// <summary>A signed-in user: an access token, renewed before it ends.</summary>
/// <param name="reread">The tokens as another process has left them meanwhile, since a refresh token works once.</param>
/// <param name="kept">Told of every new pair.</param>
internal sealed class UserCredential(UserTokens tokens, Func<UserTokens?>? reread, TimeProvider time, Action<UserTokens>? kept) : Credential, IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _one = new(1, 1);
    private UserTokens _tokens = tokens;

    public override async ValueTask PutOnAsync(HttpRequestMessage request, HttpClient http, CancellationToken cancellationToken) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(http, cancellationToken));

    public void Dispose() => _one.Dispose();

    private async Task<string> TokenAsync(HttpClient http, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh(_tokens))
                _tokens = reread?.Invoke() ?? _tokens;
            if (!IsFresh(_tokens))
                await RenewAsync(http, cancellationToken);
            return _tokens.Access!;
        }
        finally
        {
            _one.Release();
        }
    }

    private bool IsFresh(UserTokens tokens) => tokens.Access is not null && tokens.ExpiresAt > time.GetUtcNow() + Early;

    private async Task RenewAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = DeviceSignIn.ClientId,
            ["refresh_token"] = _tokens.Refresh,
        });
        using var answer = await http.PostAsync("connect/token", form, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new CliException((int)answer.StatusCode >= 500 ? ExitCode.Unreachable : ExitCode.NotAllowed, "Your session has ended; sign in again with 'leads login'.");
        var grant = (await answer.Content.ReadFromJsonAsync(GrantJson.Default.Grant, cancellationToken))!;
        _tokens = new UserTokens(grant.AccessToken, time.GetUtcNow().AddSeconds(grant.ExpiresIn), grant.RefreshToken ?? _tokens.Refresh);
        kept?.Invoke(_tokens);
    }
}
