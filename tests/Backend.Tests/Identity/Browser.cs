using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using LeadPlatform.Backend.Tests.Hosting;

namespace LeadPlatform.Backend.Tests.Identity;

/// <summary>A browser without JavaScript that signs in at the console's client: cookies, the login form, code and PKCE.</summary>
internal sealed partial class Browser(BackendHost host) : IDisposable
{
    public const string Redirect = BackendData.Issuer + "/signin-oidc";
    public const string AllScopes = "openid profile email offline_access leads.read leads.manage leads.write agents.read agents.manage imports suppressions admin platform";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };

    public string Verifier { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => _http.ReadAsync(path);

    public string AuthorizePath(string scope = AllScopes, params (string Name, string Value)[] others)
    {
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var query = new List<(string Name, string Value)>
        {
            ("client_id", "frontend"), ("response_type", "code"), ("redirect_uri", Redirect), ("scope", scope), ("state", "xyz"),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        };
        query.RemoveAll(q => others.Any(o => o.Name == q.Name));
        return "/connect/authorize?" + string.Join('&', query.Concat(others).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));
    }

    /// <summary>Opens the login page at an address and posts the form as it stands there.</summary>
    public async Task<HttpResponseMessage> LogInAsync(string loginPath, string email, string password)
    {
        using var page = await GetAsync(loginPath);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var fields = HiddenFields(await page.Content.ReadAsStringAsync(Cancellation));
        fields["email"] = email;
        fields["password"] = password;
        return await _http.PostAsync("/connect/login", new FormUrlEncodedContent(fields), Cancellation);
    }

    public Task<HttpResponseMessage> PostLoginAsync(params (string Name, string Value)[] fields) => PostAsync("/connect/login", fields);

    /// <summary>Posts what stands in no page.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => _http.PostAsync(path, BackendHost.Form(fields), Cancellation);

    /// <summary>Opens a page and posts its form as it stands there, filled in.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] filled) => SubmitAsync(page, action, action, filled);

    /// <summary>As above, but posts to another address, as a page's script does.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, string to, params (string Name, string Value)[] filled)
    {
        using var shown = await GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync(Cancellation);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        var form = html.Split("<form ").Single(part => part.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var fields = HiddenFields(form);
        foreach (var (name, value) in filled)
            fields[name] = value;
        return await _http.PostAsync(to, new FormUrlEncodedContent(fields), Cancellation);
    }

    public async Task<string> TextAsync(string path)
    {
        using var page = await GetAsync(path);
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        page.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    /// <summary>Walks from the authorization request over the login form to the code.</summary>
    public async Task<string> CodeAsync(string email, string password, string scope = AllScopes)
    {
        using var asked = await GetAsync(AuthorizePath(scope));
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var loggedIn = await LogInAsync(asked.Headers.Location!.OriginalString, email, password);
        loggedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await CodeOfAsync(await GetAsync(loggedIn.Headers.Location!.OriginalString));
    }

    public static Task<string> CodeOfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(Redirect);
            var query = HttpUtility.ParseQueryString(answer.Headers.Location.Query);
            query["state"].ShouldBe("xyz");
            return Task.FromResult(query["code"].ShouldNotBeNull(answer.Headers.Location.Query));
        }
    }

    public async Task<HttpResponseMessage> ExchangeAsync(string code, string? verifier = null) => await _http.PostAsync("/connect/token", BackendHost.Form(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect), ("code_verifier", verifier ?? Verifier),
        ("client_id", "frontend"), ("client_secret", BackendData.SecretOf("frontend"))), Cancellation);

    public async Task<HttpResponseMessage> RefreshAsync(string refreshToken) => await _http.PostAsync("/connect/token", BackendHost.Form(
        ("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", "frontend"), ("client_secret", BackendData.SecretOf("frontend"))), Cancellation);

    public async Task<JsonElement> SignInAsync(string email, string password = "Demo-pass-1", string scope = AllScopes) =>
        await ExchangeAsync(await CodeAsync(email, password, scope)).ShouldBeAsync(HttpStatusCode.OK);

    public void Dispose() => _http.Dispose();

    private static Dictionary<string, string> HiddenFields(string html) =>
        HiddenInput().Matches(html).ToDictionary(m => HttpUtility.HtmlDecode(m.Groups[1].Value), m => HttpUtility.HtmlDecode(m.Groups[2].Value));

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenInput();
}
