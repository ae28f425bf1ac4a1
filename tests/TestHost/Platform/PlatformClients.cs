using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeadPlatform.TestHost;

/// <summary>Callers of a running platform.</summary>
public static partial class PlatformClients
{
    /// <summary>The demo publisher, by API key.</summary>
    public static HttpClient Publisher(this RunningPlatform platform)
    {
        var client = new HttpClient { BaseAddress = platform.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", RunningPlatform.DemoKey);
        return client;
    }

    /// <summary>The demo publisher, who gives up on a connection after two seconds and on an answer after <paramref name="patience"/>.</summary>
    public static HttpClient ImpatientPublisher(this RunningPlatform platform, TimeSpan patience)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { BaseAddress = platform.Address, Timeout = patience };
        client.DefaultRequestHeaders.Add("X-Api-Key", RunningPlatform.DemoKey);
        return client;
    }

    /// <summary>A demo user with an access token, by the console's own sign-in: authorization code with PKCE over the login form.</summary>
    /// <param name="user">One of <see cref="Contracts.Access.Roles.OfUsers"/>.</param>
    public static async Task<HttpClient> SignInAsync(this RunningPlatform platform, string user)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = platform.Address };
        var verifier = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var redirect = new Uri(platform.Address, "signin-oidc").AbsoluteUri;
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        const string Scope = "openid profile offline_access leads.read leads.manage agents.read agents.manage imports suppressions sources audit admin";
        var login = await RedirectAsync(browser, $"/connect/authorize?client_id=frontend&response_type=code&redirect_uri={Uri.EscapeDataString(redirect)}&scope={Uri.EscapeDataString(Scope)}&state=s&code_challenge={challenge}&code_challenge_method=S256");
        var fields = HiddenInput().Matches(await browser.GetStringAsync(login))
            .ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));
        fields["email"] = $"{user}@example.com";
        fields["password"] = RunningPlatform.DemoPassword;
        using var loggedIn = await browser.PostAsync("/connect/login", new FormUrlEncodedContent(fields));
        var back = await RedirectAsync(browser, loggedIn.Headers.Location!.OriginalString);
        var code = System.Web.HttpUtility.ParseQueryString(new Uri(back).Query)["code"]!;
        using var tokens = await browser.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["code_verifier"] = verifier,
            ["client_id"] = "frontend",
            ["client_secret"] = RunningPlatform.FrontendSecret,
        }));
        tokens.EnsureSuccessStatusCode();
        var token = (await tokens.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        var client = new HttpClient { BaseAddress = platform.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> RedirectAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return answer.Headers.Location?.OriginalString ?? throw new InvalidOperationException($"{(int)answer.StatusCode} instead of a redirect from {address.Split('?')[0]}");
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenInput();
}
