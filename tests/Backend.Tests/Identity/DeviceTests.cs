using System.Net;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class DeviceTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task A_code_that_the_user_allows_signs_the_command_line_in_as_them_and_no_more()
    {
        var asked = await AskAsync("openid offline_access leads.read admin");
        (await PollAsync(asked).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("authorization_pending");
        asked.GetProperty("verification_uri").GetString().ShouldBe(BackendData.Issuer + "/connect/verify");

        using var browser = new Browser(Host);
        (await AnswerAsync(browser, asked, "manager@example.com", "allow")).ShouldContain("is signed in");

        var tokens = await PollAsync(asked).ShouldBeAsync(HttpStatusCode.OK);
        var access = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        access.GetClaim(CallerClaims.Role).Value.ShouldBe(Roles.Manager);
        access.GetClaim(CallerClaims.Scope).Value.Split(' ').ShouldBe(["openid", "offline_access", "leads.read"], ignoreOrder: true);
        tokens.GetProperty("refresh_token").GetString().ShouldNotBeNullOrEmpty();
        (await PollAsync(asked).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_that_is_denied_signs_nobody_in()
    {
        var asked = await AskAsync("offline_access leads.read");
        using var browser = new Browser(Host);

        (await AnswerAsync(browser, asked, "manager@example.com", "deny")).ShouldContain("was not signed in");

        (await PollAsync(asked).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("access_denied");
    }

    [Fact]
    public async Task A_confirmation_from_elsewhere_is_asked_about_again()
    {
        var asked = await AskAsync("leads.read");
        using var browser = new Browser(Host);
        await browser.SignInAsync("manager@example.com");

        using var forged = await browser.PostAsync("/connect/verify", ("user_code", asked.GetProperty("user_code").GetString()!), ("answer", "allow"));

        (await forged.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Allow it only if you started it yourself");
        (await PollAsync(asked).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("authorization_pending");
    }

    [Fact]
    public async Task A_wrong_code_is_asked_for_again()
    {
        using var browser = new Browser(Host);
        await browser.SignInAsync("manager@example.com");

        using var page = await browser.GetAsync("/connect/verify?user_code=0000-0000-0000");

        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await page.Content.ReadAsStringAsync(Cancellation)).ShouldContain("There is no such code");
    }

    private async Task<JsonElement> AskAsync(string scope)
    {
        using var http = Host.With(null);
        return await http.PostAsync("/connect/device", BackendHost.Form(("client_id", "leads-cli"), ("scope", scope)), Cancellation).ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> PollAsync(JsonElement asked)
    {
        using var http = Host.With(null);
        return await http.PostAsync("/connect/token", BackendHost.Form(
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", "leads-cli"), ("device_code", asked.GetProperty("device_code").GetString()!)), Cancellation);
    }

    private static async Task<string> AnswerAsync(Browser browser, JsonElement asked, string email, string answer)
    {
        var verify = new Uri(asked.GetProperty("verification_uri_complete").GetString()!).PathAndQuery;
        using var sent = await browser.GetAsync(verify);
        using var loggedIn = await browser.LogInAsync(sent.Headers.Location!.OriginalString, email, "Demo-pass-1");
        loggedIn.Headers.Location!.OriginalString.ShouldBe(verify);
        using var done = await browser.SubmitAsync(verify, "/connect/verify", ("answer", answer));
        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var page = await browser.GetAsync(done.Headers.Location!.OriginalString);
        return await page.Content.ReadAsStringAsync(Cancellation);
    }
}
