using System.Net;
using System.Text.RegularExpressions;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class LoginPageTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task The_page_needs_no_script_and_forbids_any()
    {
        using var browser = new Browser(Host);

        using var page = await browser.GetAsync("/connect/login");
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        html.ShouldContain("<html lang=\"en\">");
        html.ShouldNotContain("<script");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self';");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var style = Regex.Match(html, "href=\"(/connect/login.css[^\"]*)\"").Groups[1].Value;
        using var css = await browser.GetAsync(style);
        css.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
    }

    [Fact]
    public async Task Wrong_password_unknown_user_disabled_user_and_locked_user_get_the_same_answer()
    {
        var known = await Host.AddUserAsync(Roles.Manager);
        var locked = await Host.AddUserAsync(Roles.Manager);
        await Host.ChangeUserAsync(locked, (users, user) => users.SetLockoutEndDateAsync(user, DateTimeOffset.UtcNow.AddHours(1)));
        var disabled = await Host.AddUserAsync(Roles.Manager);
        await Host.ChangeUserAsync(disabled, (users, user) =>
        {
            user.Disabled = true;
            return users.UpdateAsync(user);
        });

        var answers = new List<string>
        {
            await RefusalAsync(known, "not-the-password"),
            await RefusalAsync($"nobody-{Guid.NewGuid():N}@example.com", TestUsers.Password),
            await RefusalAsync(locked, TestUsers.Password),
            await RefusalAsync(disabled, TestUsers.Password),
        };

        answers.Distinct().ShouldHaveSingleItem().ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_even_the_right_one_out()
    {
        var email = await Host.AddUserAsync(Roles.Manager);
        using var browser = new Browser(Host);
        for (var i = 0; i < 5; i++)
            (await browser.LogInAsync("/connect/login", email, $"wrong-{i}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var answer = await browser.LogInAsync("/connect/login", email, TestUsers.Password);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_signs_nobody_in()
    {
        using var browser = new Browser(Host);

        using var answer = await browser.PostLoginAsync(("email", "manager@example.com"), ("password", "Demo-pass-1"), ("returnUrl", "/"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []).ShouldAllBe(cookie => !cookie.StartsWith("leadplatform-identity", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://elsewhere.example.com/")]
    [InlineData("//elsewhere.example.com/connect/authorize?x")]
    [InlineData("/\\elsewhere.example.com")]
    [InlineData("/connect/authorize?a\\b")]
    [InlineData("javascript:alert(1)")]
    public async Task The_form_leads_back_to_an_authorization_request_only(string returnUrl)
    {
        using var browser = new Browser(Host);

        using var answer = await browser.LogInAsync($"/connect/login?returnUrl={Uri.EscapeDataString(returnUrl)}", "manager@example.com", "Demo-pass-1");

        answer.Headers.Location!.OriginalString.ShouldBe("/console");
    }

    [Fact]
    public async Task What_was_typed_comes_back_encoded()
    {
        using var browser = new Browser(Host);

        using var answer = await browser.LogInAsync("/connect/login", "\"><script>alert(1)</script>@example.com", "x");
        var html = await answer.Content.ReadAsStringAsync(Cancellation);

        html.ShouldNotContain("<script");
        html.ShouldContain("&lt;script&gt;");
    }

    [Fact]
    public async Task Behind_a_gateway_with_tls_the_cookies_are_for_tls_only()
    {
        using var http = Host.With(null);
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var page = await http.ReadAsync("/connect/login");

        page.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("; secure;", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.Ordinal));
    }

    /// <summary>The page a refusal shows, less what differs by nature: the typed e-mail and the form's token.</summary>
    private async Task<string> RefusalAsync(string email, string password)
    {
        using var browser = new Browser(Host);
        using var answer = await browser.LogInAsync("/connect/login", email, password);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        return Regex.Replace(await answer.Content.ReadAsStringAsync(Cancellation), "value=\"[^\"]*\"", "");
    }
}
