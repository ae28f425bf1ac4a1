using System.Net;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.Backend.Tests.Identity;

public sealed class RevocationTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task A_revoked_refresh_token_takes_the_access_token_with_it()
    {
        using var browser = new Browser(Host);
        var tokens = await browser.SignInAsync("manager@example.com");

        await RevokeAsync("frontend", Refresh(tokens)).ShouldBeAsync(HttpStatusCode.OK);

        await RefusedSoonAsync(tokens);
        await browser.RefreshAsync(Refresh(tokens)).ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_client_revokes_no_token_of_another()
    {
        using var browser = new Browser(Host);
        var tokens = await browser.SignInAsync("manager@example.com");

        // The answer tells nothing of a token that is not the client's.
        await RevokeAsync("gateway", Refresh(tokens)).ShouldBeAsync(HttpStatusCode.OK);

        await browser.RefreshAsync(Refresh(tokens)).ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_twice_ends_all_that_came_of_the_sign_in()
    {
        await using var host = BackendHost.Start(Data.With(("Identity:Tokens:ReuseLeeway", "00:00:00")));
        using var browser = new Browser(host);
        var first = await browser.SignInAsync("manager@example.com");
        var second = await browser.RefreshAsync(Refresh(first)).ShouldBeAsync(HttpStatusCode.OK);

        (await browser.RefreshAsync(Refresh(first)).ShouldBeAsync(HttpStatusCode.BadRequest)).GetProperty("error").GetString().ShouldBe("invalid_grant");

        await browser.RefreshAsync(Refresh(second)).ShouldBeAsync(HttpStatusCode.BadRequest);
        await RefusedSoonAsync(second);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_the_user_and_no_one_elses()
    {
        var email = await Host.AddUserAsync(Roles.Manager);
        using Browser one = new(Host), two = new(Host), other = new(Host);
        var (first, second, others) = (await one.SignInAsync(email, TestUsers.Password), await two.SignInAsync(email, TestUsers.Password), await other.SignInAsync("manager@example.com"));

        using (var http = Host.With(Access(first)))
            await http.DeleteAsync(new Uri("/v1/me/sessions", UriKind.Relative), Cancellation).ShouldBeAsync(HttpStatusCode.NoContent);

        await RefusedSoonAsync(first);
        await RefusedSoonAsync(second);
        await two.RefreshAsync(Refresh(second)).ShouldBeAsync(HttpStatusCode.BadRequest);
        (await two.GetAsync(two.AuthorizePath())).Headers.Location!.OriginalString.ShouldStartWith("/connect/login");
        await Host.With(Access(others)).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_are_listed_and_one_is_ended_alone()
    {
        var email = await Host.AddUserAsync(Roles.Manager);
        using Browser one = new(Host), two = new(Host);
        var (first, second) = (await one.SignInAsync(email, TestUsers.Password), await two.SignInAsync(email, TestUsers.Password));
        using var http = Host.With(Access(first));
        var sessions = (await http.ReadAsync("/v1/me/sessions").ShouldBeAsync(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().ToList();
        sessions.Count.ShouldBe(2);
        var ended = sessions.Single(s => !s.GetProperty("current").GetBoolean()).GetProperty("sessionId").GetString();

        await http.DeleteAsync(new Uri($"/v1/me/sessions/{ended}", UriKind.Relative), Cancellation).ShouldBeAsync(HttpStatusCode.NoContent);
        await http.DeleteAsync(new Uri($"/v1/me/sessions/{ended}", UriKind.Relative), Cancellation).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");

        await RefusedSoonAsync(second);
        await http.ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_of_somebody_else_is_not_there()
    {
        using Browser one = new(Host), two = new(Host);
        var (mine, theirs) = (await one.SignInAsync("manager@example.com"), await two.SignInAsync("admin@example.com"));
        var id = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(Access(theirs)).GetClaim("sid").Value;

        await Host.With(Access(mine)).DeleteAsync(new Uri($"/v1/me/sessions/{id}", UriKind.Relative), Cancellation).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");

        await Host.With(Access(theirs)).ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_services_read_which_tokens_are_revoked()
    {
        await Host.As(Roles.Admin).ReadAsync("/internal/revoked-tokens").ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        (await Host.With(await Host.ServiceTokenAsync()).ReadAsync("/internal/revoked-tokens").ShouldBeAsync(HttpStatusCode.OK)).GetProperty("tokenIds").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Fact]
    public async Task A_service_introspects_what_it_is_sent_and_nobody_else_does()
    {
        using var browser = new Browser(Host);
        var tokens = await browser.SignInAsync("manager@example.com");

        var active = await IntrospectAsync(Access(tokens), ("client_id", "gateway"), ("client_secret", BackendData.SecretOf("gateway"))).ShouldBeAsync(HttpStatusCode.OK);
        active.GetProperty("active").GetBoolean().ShouldBeTrue();
        active.GetProperty("role").GetString().ShouldBe(Roles.Manager);
        active.GetProperty("scope").GetString()!.Split(' ').ShouldContain("leads.read");
        await IntrospectAsync(Access(tokens), ("client_id", "leads-cli")).ShouldBeAsync(HttpStatusCode.BadRequest);
        await IntrospectAsync(Access(tokens), ("client_id", "gateway"), ("client_secret", "not-the-secret-at-all")).ShouldBeAsync(HttpStatusCode.Unauthorized);

        await RevokeAsync("frontend", Refresh(tokens)).ShouldBeAsync(HttpStatusCode.OK);
        (await IntrospectAsync(Access(tokens), ("client_id", "gateway"), ("client_secret", BackendData.SecretOf("gateway"))).ShouldBeAsync(HttpStatusCode.OK)).GetProperty("active").GetBoolean().ShouldBeFalse();
    }

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private async Task RefusedSoonAsync(JsonElement tokens)
    {
        using var http = Host.With(Access(tokens));
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await http.ReadAsync("/v1/me");
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
    }

    private async Task<HttpResponseMessage> RevokeAsync(string client, string token)
    {
        using var http = Host.With(null);
        return await http.PostAsync("/connect/revoke", BackendHost.Form(("token", token), ("client_id", client), ("client_secret", BackendData.SecretOf(client))), Cancellation);
    }

    private async Task<HttpResponseMessage> IntrospectAsync(string token, params (string, string)[] client)
    {
        using var http = Host.With(null);
        return await http.PostAsync("/connect/introspect", BackendHost.Form([("token", token), .. client]), Cancellation);
    }
}
