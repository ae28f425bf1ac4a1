using System.Net;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class SignInTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task A_manager_who_walks_the_login_form_gets_a_token_of_the_managers_scopes()
    {
        using var browser = new Browser(Host);

        var tokens = await browser.SignInAsync("manager@example.com");
        var access = Read(tokens, "access_token");

        access.Typ.ShouldBe("at+jwt");
        access.Alg.ShouldBe("RS256");
        access.Issuer.ShouldBe(BackendData.Issuer + "/");
        access.Audiences.ShouldBe([CallerClaims.Audience]);
        access.GetClaim(CallerClaims.Role).Value.ShouldBe(Roles.Manager);
        access.GetClaim(CallerClaims.Name).Value.ShouldBe("Morgan Manager");
        access.GetClaim(CallerClaims.Scope).Value.Split(' ').ShouldBe(
            ["openid", "profile", "email", "offline_access", "leads.read", "leads.manage", "agents.read", "agents.manage", "imports", "suppressions"], ignoreOrder: true);
        access.TryGetClaim(CallerClaims.Email, out _).ShouldBeFalse();
        var id = Read(tokens, "id_token");
        id.GetClaim(CallerClaims.Email).Value.ShouldBe("manager@example.com");
        id.GetClaim(CallerClaims.Role).Value.ShouldBe(Roles.Manager);
        id.TryGetClaim("stamp", out _).ShouldBeFalse();
        using var api = Host.With(tokens.GetProperty("access_token").GetString());
        (await api.ReadAsync("/v1/me").ShouldBeAsync<MeView>(HttpStatusCode.OK)).Role.ShouldBe(Roles.Manager);
    }

    [Theory]
    [InlineData("admin@example.com", "leads.read leads.manage agents.read agents.manage imports suppressions admin")]
    [InlineData("agent@example.com", "leads.read leads.manage agents.read")]
    public async Task A_user_gets_no_more_than_their_role_has(string email, string scopes)
    {
        using var browser = new Browser(Host);

        var token = Read(await browser.SignInAsync(email), "access_token");

        token.GetClaim(CallerClaims.Scope).Value.Split(' ').Except(["openid", "profile", "email", "offline_access"]).ShouldBe(scopes.Split(' '), ignoreOrder: true);
    }

    [Fact]
    public async Task The_demo_agents_token_names_their_agent()
    {
        using var browser = new Browser(Host);

        var me = await Host.With((await browser.SignInAsync("agent@example.com")).GetProperty("access_token").GetString()).ReadAsync("/v1/me").ShouldBeAsync<MeView>(HttpStatusCode.OK);

        me.AgentId.ShouldBe(await Data.QueryAsync<Guid>("select agent_id from agent where name = 'Avery Brooks'"));
    }

    [Fact]
    public async Task A_code_opens_nothing_without_its_verifier_or_twice()
    {
        using var browser = new Browser(Host);
        var code = await browser.CodeAsync("manager@example.com", "Demo-pass-1");

        (await browser.ExchangeAsync(code, new string('a', 64)).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("invalid_grant");
        var second = await Browser.CodeOfAsync(await browser.GetAsync(browser.AuthorizePath()));
        await browser.ExchangeAsync(second).ShouldBeAsync(HttpStatusCode.OK);
        (await browser.ExchangeAsync(second).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("redirect_uri", "https://elsewhere.example.com/signin-oidc")]
    [InlineData("client_id", "gateway")]
    public async Task An_authorization_request_that_is_not_the_consoles_is_refused(string parameter, string value)
    {
        using var browser = new Browser(Host);

        using var answer = await browser.GetAsync(browser.AuthorizePath(others: (parameter, value)));

        if (answer.StatusCode == HttpStatusCode.Redirect)
            answer.Headers.Location!.OriginalString.ShouldStartWith(Browser.Redirect + "?error=invalid_request");
        else
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Without_a_challenge_there_is_no_code()
    {
        using var browser = new Browser(Host);

        using var answer = await browser.GetAsync($"/connect/authorize?client_id=frontend&response_type=code&scope=openid&redirect_uri={Uri.EscapeDataString(Browser.Redirect)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("code_challenge");
    }

    [Fact]
    public async Task Prompt_none_without_a_session_answers_login_required_and_prompt_login_asks_once()
    {
        using var browser = new Browser(Host);
        using var silent = await browser.GetAsync(browser.AuthorizePath(others: ("prompt", "none")));
        silent.Headers.Location!.Query.ShouldContain("error=login_required");
        await browser.SignInAsync("manager@example.com");

        using var again = await browser.GetAsync(browser.AuthorizePath(others: ("prompt", "login")));
        using var loggedIn = await browser.LogInAsync(again.Headers.Location!.OriginalString, "manager@example.com", "Demo-pass-1");

        (await Browser.CodeOfAsync(await browser.GetAsync(loggedIn.Headers.Location!.OriginalString))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_refresh_token_is_a_reference_that_rotates()
    {
        using var browser = new Browser(Host);
        var first = await browser.SignInAsync("manager@example.com");
        var refresh = first.GetProperty("refresh_token").GetString()!;
        refresh.Length.ShouldBeLessThan(64);

        var second = await browser.RefreshAsync(refresh).ShouldBeAsync(HttpStatusCode.OK);

        second.GetProperty("refresh_token").GetString().ShouldNotBe(refresh);
        Read(second, "access_token").GetClaim(CallerClaims.Role).Value.ShouldBe(Roles.Manager);
    }

    [Fact]
    public async Task A_disabled_user_refreshes_no_more()
    {
        using var browser = new Browser(Host);
        var email = await Host.AddUserAsync(Roles.Manager);
        var tokens = await browser.SignInAsync(email, TestUsers.Password);

        await Host.ChangeUserAsync(email, (users, user) =>
        {
            user.Disabled = true;
            return users.UpdateAsync(user);
        });

        await RefusedAsync(browser.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!));
    }

    [Fact]
    public async Task A_changed_password_ends_the_refresh_tokens_from_before()
    {
        using var browser = new Browser(Host);
        var email = await Host.AddUserAsync(Roles.Manager);
        var tokens = await browser.SignInAsync(email, TestUsers.Password);

        await Host.ChangeUserAsync(email, (users, user) => users.ChangePasswordAsync(user, TestUsers.Password, "another-long-password"));

        await RefusedAsync(browser.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_leads_back_to_the_console()
    {
        using var browser = new Browser(Host);
        var tokens = await browser.SignInAsync("manager@example.com");
        var back = BackendData.Issuer + "/signout-callback-oidc";

        using var out1 = await browser.GetAsync($"/connect/logout?id_token_hint={tokens.GetProperty("id_token").GetString()}&post_logout_redirect_uri={Uri.EscapeDataString(back)}");
        using var asked = await browser.GetAsync(browser.AuthorizePath());

        out1.Headers.Location!.OriginalString.ShouldStartWith(back);
        asked.Headers.Location!.OriginalString.ShouldStartWith("/connect/login");
    }

    [Fact]
    public async Task Signing_out_leads_to_no_other_address()
    {
        using var browser = new Browser(Host);

        using var answer = await browser.GetAsync($"/connect/logout?post_logout_redirect_uri={Uri.EscapeDataString("https://elsewhere.example.com/")}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static JsonWebToken Read(JsonElement tokens, string name) => new(tokens.GetProperty(name).GetString());

    private static async Task RefusedAsync(Task<HttpResponseMessage> refreshed) =>
        (await refreshed.ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("invalid_grant");
}
