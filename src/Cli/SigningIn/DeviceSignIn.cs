using System.Net.Http.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;

namespace LeadPlatform.Cli.SigningIn;

/// <summary>Signs a user in with a browser, on this device or another: the device authorization grant, RFC 8628.</summary>
internal static class DeviceSignIn
{
    public const string ClientId = "leads-cli";

    private const string Scopes = "openid offline_access leads.read leads.write leads.manage agents.read agents.manage imports suppressions sources audit admin";
    private static readonly TimeSpan Slower = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Shows the code and waits until it is confirmed.</summary>
    /// <exception cref="CliException">It was denied or expired, or the server knows no such thing.</exception>
    public static async Task<UserTokens> RunAsync(Uri server, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = Limit };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("leads/0.1");
        var code = await AskAsync(http, server, cancellationToken);
        Say.Note($"Open {code.VerificationUriComplete ?? code.VerificationUri} in a browser and allow the code {code.UserCode}. Waiting ...");
        var pause = TimeSpan.FromSeconds(code.Interval ?? 5);
        var end = time.GetUtcNow().AddSeconds(code.ExpiresIn);
        while (time.GetUtcNow() < end)
        {
            await Task.Delay(pause, time, cancellationToken);
            using var answer = await PostAsync(http, "connect/token", server, cancellationToken,
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", ClientId), ("device_code", code.Code));
            if (answer.IsSuccessStatusCode)
                return Tokens((await answer.Content.ReadFromJsonAsync(GrantJson.Default.Grant, cancellationToken))!, time);
            switch ((await ReadAsync(answer, cancellationToken))?.Error)
            {
                case "authorization_pending":
                    break;
                case "slow_down":
                    pause += Slower;
                    break;
                case "access_denied":
                    throw new CliException(ExitCode.NotAllowed, "The code was denied.");
                default:
                    throw new CliException(ExitCode.NotAllowed, "The code has expired; start again.");
            }
        }

        throw new CliException(ExitCode.NotAllowed, "Nobody allowed the code in time; start again.");
    }

    /// <returns>False where the platform could not be reached.</returns>
    public static async Task<bool> RevokeAsync(Uri server, string refreshToken, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = Limit };
        try
        {
            using var answer = await PostAsync(http, "connect/revoke", server, cancellationToken, ("client_id", ClientId), ("token", refreshToken), ("token_type_hint", "refresh_token"));
            return answer.IsSuccessStatusCode;
        }
        catch (CliException)
        {
            return false;
        }
    }

    private static async Task<DeviceCode> AskAsync(HttpClient http, Uri server, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync(http, "connect/device", server, cancellationToken, ("client_id", ClientId), ("scope", Scopes));
        if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync(GrantJson.Default.DeviceCode, cancellationToken) is { } code)
            return code;
        throw new CliException((int)answer.StatusCode >= 500 ? ExitCode.Unreachable : ExitCode.Usage, $"{server} signs nobody in by a code; is --server right?");
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, Uri server, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        try
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            return await http.PostAsync(path, form, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CliException(ExitCode.Unreachable, $"{server} can't be reached.");
        }
    }

    private static async Task<GrantRefusal?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(GrantJson.Default.GrantRefusal, cancellationToken);
        }
        catch (System.Text.Json.JsonException)
        {
            throw new CliException(ExitCode.Unreachable, "The answer is not that of a LeadPlatform; is --server right?");
        }
    }

    private static UserTokens Tokens(Grant grant, TimeProvider time) => new(
        grant.AccessToken, time.GetUtcNow().AddSeconds(grant.ExpiresIn), grant.RefreshToken ?? throw new CliException(ExitCode.Unreachable, "The platform gave no refresh token."));
}

internal sealed record DeviceCode(
    [property: JsonPropertyName("device_code")] string Code,
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("verification_uri")] string VerificationUri,
    [property: JsonPropertyName("verification_uri_complete")] string? VerificationUriComplete,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("interval")] int? Interval);

internal sealed record GrantRefusal([property: JsonPropertyName("error")] string? Error);
