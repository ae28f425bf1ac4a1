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
        (await admin.ReadAsync($"/v1/sources/{source.SourceId}").ShouldBeAsync<SourceView>(HttpStatusCode.OK)).ShouldBeEquivalentTo(source);
        (await admin.ReadAsync($"/v1/sources?publisherId={source.PublisherId}").ShouldBeAsync<Page<SourceView>>(HttpStatusCode.OK)).Items.Single().ShouldBeEquivalentTo(source);
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

        (await user.ReadAsync("/v1/sources").ShouldBeAsync<Page<SourceView>>(HttpStatusCode.OK)).Items.Single().ShouldBeEquivalentTo(own);
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
    public async Task A_source_goes_by_its_plan_until_it_is_given_a_rate_of_its_own()
    {
        using var admin = Host.As(Roles.Admin);
        using var gateway = Host.As(Roles.Service);
        var source = await NewSourceAsync(admin, new SourceInput(Name: "Landing page", Plan: "trial"));
        (source.Plan, source.RequestsPerSecond, source.Burst).ShouldBe(("trial", 5, 10));
        var key = await admin.PostAsync($"/v1/sources/{source.SourceId}/keys", new KeyInput(Scopes: ["leads.write"])).ShouldBeAsync<NewKeyView>(HttpStatusCode.Created);

        (await ChangedAsync(new SourceInput(Plan: "high"))).ShouldBe(("high", 2000, 4000));
        (await ResolvedAsync()).ShouldBe((2000, 4000));
        (await ChangedAsync(new SourceInput(RequestsPerSecond: 7))).ShouldBe((null, 7, 4000));
        (await ResolvedAsync()).ShouldBe((7, 4000));
        (await ChangedAsync(new SourceInput(Name: "Renamed"))).ShouldBe((null, 7, 4000));

        using var auditor = Host.As(Roles.Auditor);
        (await auditor.ReadAsync($"/v1/audit/logs/backend?resource=source&resourceId={source.SourceId}").ShouldBeAsync<Page<AuditView>>(HttpStatusCode.OK)).Items
            .Select(entry => entry.Detail).Take(3).ShouldBe(["name", "requestsPerSecond", "plan high"]);

        async Task<(string?, int, int)> ChangedAsync(SourceInput change)
        {
            var changed = await admin.PatchAsync($"/v1/sources/{source.SourceId}", change).ShouldBeAsync<SourceView>(HttpStatusCode.OK);
            return (changed.Plan, changed.RequestsPerSecond, changed.Burst);
        }

        async Task<(int, int)> ResolvedAsync()
        {
            var resolved = await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(key.Key!)).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK);
            return (resolved.RequestsPerSecond, resolved.Burst);
        }
    }

    [Fact]
    public async Task A_plan_that_configuration_changes_changes_for_its_sources_and_one_it_drops_keeps_its_rate()
    {
        await using var data = await BackendData.CreateAsync(Shared);
        SourceView changing, dropped;
        await using (var before = BackendHost.Start(data.With(("Sources:Plans:gold:RequestsPerSecond", "100"), ("Sources:Plans:gold:Burst", "200"))))
        {
            using var admin = before.As(Roles.Admin);
            dropped = await NewSourceAsync(admin, new SourceInput(Name: "A", Plan: "gold"));
            changing = await NewSourceAsync(admin, new SourceInput(Name: "B", Plan: "standard"));
        }

        await using var after = BackendHost.Start(data.With(("Sources:Plans:standard:RequestsPerSecond", "300")));
        using var reader = after.As(Roles.Admin);
        var (kept, changed) = (await ReadAsync(dropped), await ReadAsync(changing));
        (kept.Plan, kept.RequestsPerSecond, kept.Burst).ShouldBe(("gold", 100, 200));
        (changed.Plan, changed.RequestsPerSecond, changed.Burst).ShouldBe(("standard", 300, 400));

        Task<SourceView> ReadAsync(SourceView source) => reader.ReadAsync($"/v1/sources/{source.SourceId}").ShouldBeAsync<SourceView>(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_gateway_is_told_the_origins_of_sources_that_are_open()
    {
        using var admin = Host.As(Roles.Admin);
        using var gateway = Host.As(Roles.Service);
        var source = await NewSourceAsync(admin, new SourceInput(Name: "Page", Origins: ["https://quotes.example.com", "https://quotes.example.com:8443", "http://localhost:3000", "https://quotes.example.com"]));
        source.Origins.ShouldBe(["https://quotes.example.com", "https://quotes.example.com:8443", "http://localhost:3000"]);
        (await ToldAsync()).ShouldBe(source.Origins);

        using var user = OfPublisher(source.PublisherId);
        (await user.PatchAsync($"/v1/sources/{source.SourceId}", new SourceInput(Origins: ["https://www.example.com"]), ifMatch: "\"1\"").ShouldBeAsync<SourceView>(HttpStatusCode.OK)).Origins.ShouldBe(["https://www.example.com"]);
        (await ToldAsync()).ShouldBe(["https://www.example.com"]);
        await user.PatchAsync($"/v1/sources/{source.SourceId}", new SourceInput(Origins: []), ifMatch: "\"1\"").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await user.PatchAsync($"/v1/sources/{source.SourceId}", new SourceInput(Disabled: true)).ShouldBeAsync(HttpStatusCode.OK);
        (await ToldAsync()).ShouldBeNull();
        await admin.ReadAsync("/internal/origins").ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");

        async Task<IReadOnlyList<string>?> ToldAsync() =>
            (await gateway.ReadAsync("/internal/origins").ShouldBeAsync<SourceOrigins>(HttpStatusCode.OK)).Sources.SingleOrDefault(one => one.SourceId == source.SourceId)?.Origins;
    }

    [Fact]
    public async Task Wrong_plans_and_origins_are_refused_with_every_wrong_field()
    {
        using var admin = Host.As(Roles.Admin);
        var source = await NewSourceAsync(admin);
        string[] wrong = ["http://quotes.example.com", "https://quotes.example.com/", "https://Quotes.example.com", "https://quotes.example.com:443", "https://*.example.com/x", "https://a@example.com", "null", "*", "ftp://example.com"];

        (await RefusedAsync(new SourceInput(Plan: "platinum", Origins: wrong))).ShouldBe([.. wrong.Select((_, i) => $"origins[{i}] format"), "plan unknown"]);
        (await RefusedAsync(new SourceInput(Plan: "high", Burst: 7))).ShouldBe(["plan not_allowed"]);
        (await RefusedAsync(new SourceInput(Origins: [.. Enumerable.Range(0, 21).Select(i => $"https://page{i}.example.com")]))).ShouldBe(["origins too_many"]);
        using var user = OfPublisher(source.PublisherId);
        (await user.PatchAsync($"/v1/sources/{source.SourceId}", new SourceInput(Plan: "high")).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation")).Fields().ShouldBe(["plan not_allowed"]);

        async Task<IEnumerable<string>> RefusedAsync(SourceInput input) =>
            (await admin.PatchAsync($"/v1/sources/{source.SourceId}", input).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation")).Fields();
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
