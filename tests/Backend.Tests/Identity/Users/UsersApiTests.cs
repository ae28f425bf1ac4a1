using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.TestHost;

namespace LeadPlatform.Backend.Tests.Identity.Users;

public sealed class UsersApiTests(BackendFixture shared) : BackendTest(shared)
{
    private readonly string _email = $"user-{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task An_invited_user_chooses_a_password_by_the_link_and_signs_in_with_it_once()
    {
        var user = await InviteAsync(Roles.Manager);
        user.GetProperty("status").GetString().ShouldBe("invited");
        var link = await MailBox.LinkAsync(_email, "/connect/invitation");
        using var browser = new Browser(Host);

        (await browser.SubmitAsync(link, "/connect/invitation", ("password", "short"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync(link, "/connect/invitation", ("password", TestUsers.Password))).Headers.Location!.OriginalString.ShouldBe("/connect/login?done=invited");

        (await browser.SignInAsync(_email, TestUsers.Password)).GetProperty("access_token").GetString().ShouldNotBeNull();
        (await browser.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var admin = Host.As(Roles.Admin);
        (await admin.ReadAsync(PathOf(user)).ShouldBeAsync(HttpStatusCode.OK)).GetProperty("status").GetString().ShouldBe("active");
    }

    [Fact]
    public async Task A_wrong_invitation_is_refused_with_every_wrong_field_and_a_taken_address_with_a_conflict()
    {
        using var admin = Host.As(Roles.Admin);

        (await admin.PostAsync("/v1/users", new { email = "no address", name = " ", role = "owner", publisherId = Guid.NewGuid() }).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation"))
            .Fields().ShouldBe(["email format", "name length", "publisherId reference", "role unknown"]);
        (await admin.PostAsync("/v1/users", new { email = _email, name = "A", role = "agent" }).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation"))
            .Fields().ShouldBe(["agentId reference"]);
        await admin.PostAsync("/v1/users", new { email = _email, name = "A", role = "admin", disabled = false }).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid_json");
        await InviteAsync(Roles.Auditor);
        await admin.PostAsync("/v1/users", new { email = _email.ToUpperInvariant(), name = "B", role = "auditor" }).ShouldBeProblemAsync(HttpStatusCode.Conflict, "email_taken");
    }

    [Fact]
    public async Task A_disabled_users_token_is_refused_within_five_seconds_and_they_sign_in_again_once_enabled()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using var browser = new Browser(Host);
        var tokens = await browser.SignInAsync(_email, TestUsers.Password);
        using var admin = Host.As(Roles.Admin);
        using var self = Host.With(tokens.GetProperty("access_token").GetString());
        await self.ReadAsync("/v1/me").ShouldBeAsync(HttpStatusCode.OK);
        var path = PathOf(await FindAsync(admin));

        await admin.PostAsync(path + "/disable", new { }).ShouldBeAsync(HttpStatusCode.OK);

        var since = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => (await self.ReadAsync("/v1/me")).StatusCode == HttpStatusCode.Unauthorized);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await browser.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!).ShouldBeAsync(HttpStatusCode.BadRequest);
        (await browser.LogInAsync("/connect/login", _email, TestUsers.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await admin.PostAsync(path + "/enable", new { }).ShouldBeAsync(HttpStatusCode.OK);
        await browser.SignInAsync(_email, TestUsers.Password);
    }

    [Fact]
    public async Task Another_role_is_in_the_renewed_token_and_the_old_one_is_refused()
    {
        await Host.AddUserAsync(Roles.Manager, email: _email);
        using var browser = new Browser(Host);
        var tokens = await browser.SignInAsync(_email, TestUsers.Password);
        using var admin = Host.As(Roles.Admin);

        await admin.PatchAsync(PathOf(await FindAsync(admin)), new { role = "auditor" }).ShouldBeAsync(HttpStatusCode.OK);

        using var self = Host.With(tokens.GetProperty("access_token").GetString());
        await Eventually.HoldsAsync(async () => (await self.ReadAsync("/v1/me")).StatusCode == HttpStatusCode.Unauthorized);
        var renewed = await browser.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!).ShouldBeAsync(HttpStatusCode.OK);
        (await Host.With(renewed.GetProperty("access_token").GetString()).ReadAsync("/v1/me").ShouldBeAsync<MeView>(HttpStatusCode.OK)).Role.ShouldBe(Roles.Auditor);
    }

    [Fact]
    public async Task A_change_holds_for_the_version_that_was_read()
    {
        var path = PathOf(await InviteAsync(Roles.Manager));
        using var admin = Host.As(Roles.Admin);
        using var read = await admin.ReadAsync(path);
        var etag = read.Headers.ETag!.ToString();

        await admin.PatchAsync(path, new { name = "Another Name" }, etag).ShouldBeAsync(HttpStatusCode.OK);
        await admin.PatchAsync(path, new { name = "A Third" }, etag).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        (await admin.ReadAsync(path).ShouldBeAsync(HttpStatusCode.OK)).GetProperty("name").GetString().ShouldBe("Another Name");
    }

    [Fact]
    public async Task There_is_always_an_admin_and_nobody_disables_themselves()
    {
        await using var data = await BackendData.CreateAsync(Shared);
        await using var host = BackendHost.Start(data.Settings);
        using var admin = host.As(Roles.Admin);
        var only = PathOf((await admin.ReadAsync("/v1/users?role=admin").ShouldBeAsync(HttpStatusCode.OK)).GetProperty("items").EnumerateArray().Single());

        await admin.PostAsync(only + "/disable", new { }).ShouldBeProblemAsync(HttpStatusCode.Conflict, "last_admin");
        await admin.PatchAsync(only, new { role = "manager" }).ShouldBeProblemAsync(HttpStatusCode.Conflict, "last_admin");
        using var browser = new Browser(host);
        using var self = host.With((await browser.SignInAsync("admin@example.com")).GetProperty("access_token").GetString());
        await self.PostAsync(only + "/disable", new { }).ShouldBeProblemAsync(HttpStatusCode.Conflict, "own_account");
    }

    [Fact]
    public async Task Users_are_listed_in_pages_and_only_for_admins()
    {
        await InviteAsync(Roles.Auditor);
        using var admin = Host.As(Roles.Admin);

        var first = await admin.ReadAsync("/v1/users?limit=1&role=auditor").ShouldBeAsync(HttpStatusCode.OK);
        first.GetProperty("items").GetArrayLength().ShouldBe(1);
        await admin.ReadAsync("/v1/users?limit=0&role=owner&cursor=x").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
        await admin.ReadAsync($"/v1/users/{Guid.NewGuid()}").ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await Host.As(Roles.Manager).ReadAsync("/v1/users").ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static string PathOf(JsonElement user) => $"/v1/users/{user.GetProperty("userId").GetString()}";

    private async Task<JsonElement> InviteAsync(string role)
    {
        using var admin = Host.As(Roles.Admin);
        return await admin.PostAsync("/v1/users", new { email = _email, name = "Robin Hale", role }).ShouldBeAsync(HttpStatusCode.Created);
    }

    private async Task<JsonElement> FindAsync(HttpClient admin) => (await admin.ReadAsync("/v1/users?limit=200").ShouldBeAsync(HttpStatusCode.OK))
        .GetProperty("items").EnumerateArray().Single(user => user.GetProperty("email").GetString() == _email);
}
