using System.Net;
using System.Text.RegularExpressions;
using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.Backend.Tests.Identity.Users;

public sealed class AccountTests(BackendFixture shared) : BackendTest(shared)
{
    private readonly string _email = $"user-{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_forgotten_password_is_chosen_anew_by_a_link_that_works_once_and_ends_every_session()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using Browser before = new(Host), browser = new(Host);
        var tokens = await before.SignInAsync(_email, TestUsers.Password);
        (await browser.SubmitAsync("/connect/forgot", "/connect/forgot", ("email", _email))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var link = await MailBox.LinkAsync(_email, "/connect/reset");

        (await browser.SubmitAsync(link, "/connect/reset", ("password", "another-long-password"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await before.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!).ShouldBeAsync(HttpStatusCode.BadRequest);
        (await browser.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.LogInAsync("/connect/login", _email, TestUsers.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await browser.SignInAsync(_email, "another-long-password");
    }

    [Fact]
    public async Task Whether_an_address_has_an_account_is_not_told()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using var browser = new Browser(Host);

        var known = await (await browser.SubmitAsync("/connect/forgot", "/connect/forgot", ("email", _email))).Content.ReadAsStringAsync(Cancellation);
        var unknown = await (await browser.SubmitAsync("/connect/forgot", "/connect/forgot", ("email", $"nobody-{_email}"))).Content.ReadAsStringAsync(Cancellation);

        known.ShouldBe(unknown);
    }

    [Fact]
    public async Task With_an_authenticator_app_the_password_alone_opens_nothing_and_each_code_works_once()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using var browser = new Browser(Host);
        await SignInAsync(browser);
        var setUp = await browser.TextAsync("/connect/account/authenticator");
        var key = Regex.Match(setUp, "<p class=\"key\">([A-Z2-7 ]+)</p>").Groups[1].Value;
        using var wrong = await browser.SubmitAsync("/connect/account/authenticator", "/connect/account/authenticator", ("code", "000000"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var first = Totp.Code(key, DateTimeOffset.UtcNow);
        using var enabled = await browser.SubmitAsync("/connect/account/authenticator", "/connect/account/authenticator", ("code", first));
        var codes = Regex.Matches(await enabled.Content.ReadAsStringAsync(Cancellation), "<li>([^<]+)</li>").Select(m => m.Groups[1].Value).ToList();
        codes.Count.ShouldBe(10);

        using var other = new Browser(Host);
        (await other.LogInAsync("/connect/login", _email, TestUsers.Password)).Headers.Location!.OriginalString.ShouldStartWith("/connect/code");
        (await other.GetAsync("/connect/account")).Headers.Location!.OriginalString.ShouldStartWith("/connect/login");
        (await CodeAsync(other, first)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(other, "123456")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(other, Totp.Code(key, DateTimeOffset.UtcNow.AddSeconds(30)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await other.TextAsync("/connect/account")).ShouldContain("10 of your recovery codes are left");

        using var third = new Browser(Host);
        await third.LogInAsync("/connect/login", _email, TestUsers.Password);
        (await CodeAsync(third, codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await third.TextAsync("/connect/account")).ShouldContain("9 of your recovery codes are left");
        using var fourth = new Browser(Host);
        await fourth.LogInAsync("/connect/login", _email, TestUsers.Password);
        (await CodeAsync(fourth, codes[0])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Data.QueryAsync<string>("select string_agg(value, ' ') from identity_user_token join identity_user on id = user_id where email = $1", _email)).ShouldNotContain(key.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        await Host.ChangeUserAsync(_email, async (users, user) =>
        {
            await users.ResetAuthenticatorKeyAsync(user);
            return await users.SetTwoFactorEnabledAsync(user, true);
        });
        using var browser = new Browser(Host);
        await browser.LogInAsync("/connect/login", _email, TestUsers.Password);
        for (var i = 0; i < 5; i++)
            (await CodeAsync(browser, $"00000{i}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await Data.QueryAsync<bool>("select lockout_end > now() from identity_user where email = $1", _email)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_alone_and_works_for_nobody_elses_platform()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using var browser = new Browser(Host);
        await SignInAsync(browser);
        using var passkey = new SoftPasskey(BackendData.Issuer);

        var options = await browser.SubmitAsync("/connect/account", "/connect/account/passkeys", "/connect/account/passkeys/options").ShouldBeAsync(HttpStatusCode.OK);
        using var added = await browser.SubmitAsync("/connect/account", "/connect/account/passkeys", ("credential", passkey.Create(options)));
        added.Headers.Location!.OriginalString.ShouldContain("done=passkey");

        using var other = new Browser(Host);
        var asked = await other.SubmitAsync("/connect/passkey", "/connect/passkey", "/connect/passkey/options").ShouldBeAsync(HttpStatusCode.OK);
        using var elsewhere = await other.SubmitAsync("/connect/passkey", "/connect/passkey", ("credential", passkey.Get(asked, "https://elsewhere.example.com")));
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        asked = await other.SubmitAsync("/connect/passkey", "/connect/passkey", "/connect/passkey/options").ShouldBeAsync(HttpStatusCode.OK);
        var shown = passkey.Get(asked);
        using var signedIn = await other.SubmitAsync("/connect/passkey", "/connect/passkey", ("credential", shown));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await other.TextAsync("/connect/account")).ShouldContain("Passkeys");
        using var third = new Browser(Host);
        (await third.SubmitAsync("/connect/passkey", "/connect/passkey", ("credential", shown))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_new_password_asks_for_the_present_one_ends_other_sessions_and_tells_the_user()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using Browser browser = new(Host), other = new(Host);
        await SignInAsync(browser);
        var tokens = await other.SignInAsync(_email, TestUsers.Password);

        (await browser.SubmitAsync("/connect/account", "/connect/account/password", ("present", "not-the-password"), ("new", "another-long-password"))).Headers.Location!.OriginalString.ShouldContain("trouble");
        (await browser.SubmitAsync("/connect/account", "/connect/account/password", ("present", TestUsers.Password), ("new", "another-long-password"))).Headers.Location!.OriginalString.ShouldContain("done=password");

        await browser.TextAsync("/connect/account");
        (await other.GetAsync("/connect/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await other.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!).ShouldBeAsync(HttpStatusCode.BadRequest);
        await Eventually.HoldsAsync(() => MailBox.HasAsync(_email, "Your password was changed"));
    }

    [Fact]
    public async Task A_new_address_counts_once_the_link_to_it_is_confirmed()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        var address = $"new-{_email}";
        using var browser = new Browser(Host);
        await SignInAsync(browser);
        (await browser.SubmitAsync("/connect/account", "/connect/account/email", ("email", address), ("present", TestUsers.Password))).Headers.Location!.OriginalString.ShouldContain("done=email");
        var link = await MailBox.LinkAsync(address, "/connect/confirm");
        (await Data.QueryAsync<long>("select count(*) from identity_user where email = $1", address)).ShouldBe(0);

        (await browser.SubmitAsync(link, "/connect/confirm")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await browser.SignInAsync(address, TestUsers.Password);
    }

    [Fact]
    public async Task A_change_of_how_one_signs_in_asks_for_the_password_after_a_quarter_of_an_hour()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using var browser = new Browser(Host);
        await SignInAsync(browser);
        await Data.ExecuteAsync("update user_session set authenticated_at = now() - interval '16 minutes' where user_id = (select id from identity_user where email = $1)", _email);

        (await browser.GetAsync("/connect/account/authenticator")).Headers.Location!.OriginalString.ShouldStartWith("/connect/login");
        await SignInAsync(browser);

        await browser.TextAsync("/connect/account/authenticator");
        (await Data.QueryAsync<long>("select count(*) from user_session where user_id = (select id from identity_user where email = $1)", _email)).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_is_not_confirmed_does_not_sign_in()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        await Host.ChangeUserAsync(_email, (users, user) =>
        {
            user.EmailConfirmed = false;
            return users.UpdateAsync(user);
        });
        using var browser = new Browser(Host);

        (await browser.LogInAsync("/connect/login", _email, TestUsers.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<HttpResponseMessage> CodeAsync(Browser browser, string code) => browser.SubmitAsync("/connect/code", "/connect/code", ("code", code));

    private async Task SignInAsync(Browser browser) =>
        (await browser.LogInAsync("/connect/login?returnUrl=%2Fconnect%2Faccount", _email, TestUsers.Password)).Headers.Location!.OriginalString.ShouldBe("/connect/account");
}
