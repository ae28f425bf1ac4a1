using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Tests.Sources;

public sealed class SourceManagementTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task An_admin_adds_a_publisher_with_a_source_and_reads_them_back()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin, new SourceInput(Name: " Landing page ", RequestsPerSecond: 7, Burst: 9));

        (source.Name, source.RequestsPerSecond, source.Burst, source.Disabled).ShouldBe(("Landing page", 7, 9, false));
        (await admin.ReadAsync($"/v1/sources/{source.SourceId}").ShouldBeAsync<SourceView>(HttpStatusCode.OK)).ShouldBe(source);
        (await admin.ReadAsync($"/v1/sources?publisherId={source.PublisherId}").ShouldBeAsync<Page<SourceView>>(HttpStatusCode.OK)).Items.ShouldBe([source]);
        (await admin.ReadAsync($"/v1/publishers/{source.PublisherId}").ShouldBeAsync<PublisherView>(HttpStatusCode.OK)).Name.ShouldBe("Example Quotes");
    }

    [Fact]
    public async Task Pages_of_sources_go_on_without_gap_or_repetition()
    {
        using var admin = Host.As(Roles.Admin);
        var first = await NewSourceAsync(admin);
        for (var i = 0; i < 4; i++)
            await admin.PostAsync("/v1/sources", new SourceInput(first.PublisherId, $"Source {i}")).ShouldBeAsync(HttpStatusCode.Created);

        var (names, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await admin.ReadAsync($"/v1/sources?publisherId={first.PublisherId}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}").ShouldBeAsync<Page<SourceView>>(HttpStatusCode.OK);
            names.AddRange(page.Items.Select(source => source.Name));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        names.ShouldBe(["Source 3", "Source 2", "Source 1", "Source 0", first.Name]);
    }

    [Fact]
    public async Task A_change_on_what_has_changed_meanwhile_is_refused()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin);

        await admin.PatchAsync($"/v1/sources/{source.SourceId}", new SourceInput(Disabled: true), ifMatch: "\"1\"").ShouldBeAsync(HttpStatusCode.OK);
        await admin.PatchAsync($"/v1/sources/{source.SourceId}", new SourceInput(Disabled: false), ifMatch: "\"1\"").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await admin.PatchAsync($"/v1/publishers/{source.PublisherId}", new PublisherInput("Other"), ifMatch: "\"7\"").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
    }

    [Fact]
    public async Task A_repeated_creation_creates_nothing_and_shows_no_secret_again()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin);
        admin.DefaultRequestHeaders.Add("Idempotency-Key", $"key-{Guid.NewGuid():N}");
        var path = $"/v1/sources/{source.SourceId}/keys";

        var first = await admin.PostAsync(path, new KeyInput("A", ["leads.write"])).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);
        using var repeated = await admin.PostAsync(path, new KeyInput("A", ["leads.write"]));
        var second = (await repeated.Content.ReadFromJsonAsync<NewKeyView>(Cancellation))!;

        (repeated.StatusCode, repeated.Headers.GetValues("Idempotent-Replayed").Single()).ShouldBe((HttpStatusCode.Created, "true"));
        (first.Key!.Split('_')[1], second.Details.KeyId, second.Key).ShouldBe((first.Details.KeyId, first.Details.KeyId, null));
        await admin.PostAsync(path, new KeyInput("B", ["leads.write"])).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency_conflict");
        (await admin.ReadAsync(path).ShouldBeAsync<Page<KeyView>>(HttpStatusCode.OK)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_rotated_key_opens_until_the_overlap_is_over_and_a_revoked_one_nothing()
    {
        using var admin = Host.As(Roles.Admin);
        using var gateway = Host.As(Roles.Service);
        var source = await NewSourceAsync(admin);
        var path = $"/v1/sources/{source.SourceId}/keys";
        var old = await admin.PostAsync(path, new KeyInput(Scopes: ["leads.write", "leads.read"], Networks: ["203.0.113.0/24"])).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);

        var other = await admin.PostAsync($"{path}/{old.Details.KeyId}/rotate", new KeyRotation(OverlapSeconds: 3600)).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);

        other.Details.Scopes.ShouldBe(old.Details.Scopes);
        (await ResolveAsync(old.Key!).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK)).Networks.ShouldBe(["203.0.113.0/24"]);
        (await ResolveAsync(other.Key!).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK)).Networks.ShouldBe(["203.0.113.0/24"]);
        var ends = (await admin.ReadAsync(path).ShouldBeAsync<Page<KeyView>>(HttpStatusCode.OK)).Items.Single(key => key.KeyId == old.Details.KeyId).ExpiresAt!.Value;
        (ends - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));

        await admin.PostAsync($"{path}/{other.Details.KeyId}/rotate", new KeyRotation(OverlapSeconds: 0)).ShouldBeAsync(HttpStatusCode.Created);
        await ResolveAsync(other.Key!).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await admin.PostAsync($"{path}/{other.Details.KeyId}/rotate", new KeyRotation()).ShouldBeProblemAsync(HttpStatusCode.Conflict, "key_over");
        await admin.DeleteAsync($"{path}/{old.Details.KeyId}", Cancellation).ShouldBeAsync(HttpStatusCode.NoContent);
        await ResolveAsync(old.Key!).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");

        Task<HttpResponseMessage> ResolveAsync(string key) => gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(key));
    }

    [Fact]
    public async Task The_token_of_a_key_that_ends_soon_ends_with_it()
    {
        using var admin = Host.As(Roles.Admin);
        using var gateway = Host.As(Roles.Service);
        var source = await NewSourceAsync(admin);
        var ends = DateTimeOffset.UtcNow.AddMinutes(1);

        var key = await admin.PostAsync($"/v1/sources/{source.SourceId}/keys", new KeyInput(Scopes: ["leads.write"], ExpiresAt: ends)).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);

        (await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(key.Key!)).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK)).ExpiresAt.ShouldBeLessThanOrEqualTo(ends);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_every_wrong_field()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin);

        var problem = await admin.PostAsync($"/v1/sources/{source.SourceId}/keys", new KeyInput("", ["admin", "leads.read"], ["203.0.113.0/33", "everywhere"], DateTimeOffset.UnixEpoch))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");

        problem.Fields().ShouldBe(["expiresAt range", "name length", "networks[0] format", "networks[1] format", "scopes[0] unknown"]);
    }

    [Fact]
    public async Task A_publishers_user_manages_that_publishers_sources_and_finds_no_others()
    {
        using var admin = Host.As(Roles.Admin);
        var (own, other) = (await NewSourceAsync(admin), await NewSourceAsync(admin));
        var theirs = await admin.PostAsync($"/v1/sources/{other.SourceId}/keys", new KeyInput(Scopes: ["leads.write"])).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);
        using var user = OfPublisher(own.PublisherId);

        (await user.ReadAsync("/v1/sources").ShouldBeAsync<Page<SourceView>>(HttpStatusCode.OK)).Items.ShouldBe([own]);
        (await user.ReadAsync("/v1/publishers").ShouldBeAsync<Page<PublisherView>>(HttpStatusCode.OK)).Items.Select(publisher => publisher.PublisherId).ShouldBe([own.PublisherId]);
        await user.PostAsync($"/v1/sources/{own.SourceId}/keys", new KeyInput(Scopes: ["leads.write"])).ShouldBeAsync(HttpStatusCode.Created);
        await user.PatchAsync($"/v1/sources/{own.SourceId}", new SourceInput(Name: "Renamed")).ShouldBeAsync(HttpStatusCode.OK);

        await user.ReadAsync($"/v1/publishers/{other.PublisherId}").ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await user.ReadAsync($"/v1/sources/{other.SourceId}").ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await user.PatchAsync($"/v1/sources/{other.SourceId}", new SourceInput(Name: "Mine")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await user.ReadAsync($"/v1/sources/{other.SourceId}/keys").ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        await user.PostAsync($"/v1/sources/{other.SourceId}/keys", new KeyInput(Scopes: ["leads.write"])).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        // Neither under the other's source nor under one's own.
        foreach (var source in new[] { own, other })
        {
            await user.PostAsync($"/v1/sources/{source.SourceId}/keys/{theirs.Details.KeyId}/rotate", new KeyRotation()).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
            await user.DeleteAsync($"/v1/sources/{source.SourceId}/keys/{theirs.Details.KeyId}", Cancellation).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
        }

        (await user.PostAsync("/v1/sources", new SourceInput(other.PublisherId, "Mine")).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation")).Fields().ShouldBe(["publisherId unknown"]);
    }

    [Fact]
    public async Task A_publishers_user_can_not_give_themselves_a_plan_or_another_publisher()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin);
        using var user = OfPublisher(source.PublisherId);

        await user.PatchAsync($"/v1/sources/{source.SourceId}", new { name = "Mine", sourceId = Guid.NewGuid(), createdAt = "2020-01-01" }).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid_json");
        var problem = await user.PatchAsync($"/v1/sources/{source.SourceId}", new { requestsPerSecond = 9999, burst = 9999, publisherId = Guid.NewGuid() })
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");

        problem.Fields().ShouldBe(["burst not_allowed", "publisherId not_allowed", "requestsPerSecond not_allowed"]);
    }

    [Fact]
    public async Task Every_step_of_a_key_stands_in_the_audit_log_without_the_secret()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin);
        var path = $"/v1/sources/{source.SourceId}/keys";
        var key = await admin.PostAsync(path, new KeyInput(Scopes: ["leads.write"])).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);
        await admin.PostAsync($"{path}/{key.Details.KeyId}/rotate", new KeyRotation()).ShouldBeAsync(HttpStatusCode.Created);
        await admin.DeleteAsync($"{path}/{key.Details.KeyId}", Cancellation).ShouldBeAsync(HttpStatusCode.NoContent);
        await admin.DeleteAsync($"{path}/{key.Details.KeyId}", Cancellation).ShouldBeAsync(HttpStatusCode.NoContent);

        using var auditor = Host.As(Roles.Auditor);
        var entries = (await auditor.ReadAsync($"/v1/audit/logs/backend?resource=key&resourceId={key.Details.KeyId}").ShouldBeAsync<Page<AuditView>>(HttpStatusCode.OK)).Items;

        entries.Select(entry => entry.Action).ShouldBe(["key.revoke", "key.rotate", "key.create"]);
        entries.ShouldAllBe(entry => !entry.Detail!.Contains(key.Key!.Split('_')[2]));
    }

    private HttpClient OfPublisher(Guid publisherId) =>
        Host.With(Host.Mint(Roles.Publisher, change: token => token.Claims[CallerClaims.PublisherId] = publisherId.ToString()));

    private static async Task<SourceView> NewSourceAsync(HttpClient admin, SourceInput? input = null)
    {
        var publisher = await admin.PostAsync("/v1/publishers", new PublisherInput("Example Quotes")).ShouldBeAsync<PublisherView>(HttpStatusCode.Created);
        return await admin.PostAsync("/v1/sources", (input ?? new SourceInput(Name: "Source")) with { PublisherId = publisher.PublisherId }).ShouldBeAsync<SourceView>(HttpStatusCode.Created);
    }
}
