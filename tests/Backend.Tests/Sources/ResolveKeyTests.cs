using System.Net;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Sources.Keys;
using LeadPlatform.Backend.Sources.Publishers;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.Backend.Tests.Sources;

public sealed class ResolveKeyTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task The_demo_key_resolves_to_a_token_that_opens_what_a_source_may()
    {
        using var gateway = Host.With(await Host.ServiceTokenAsync());

        var resolved = await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest("demo-source-key")).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK);

        resolved.Name.ShouldBe("Demo source");
        resolved.RequestsPerSecond.ShouldBe(50_000);
        (resolved.ExpiresAt - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        var me = await Host.With(resolved.AccessToken).ReadAsync("/v1/me").ShouldBeAsync<MeView>(HttpStatusCode.OK);
        me.ShouldSatisfyAllConditions(
            () => me.Sub.ShouldBe(resolved.SourceId.ToString()),
            () => me.SourceId.ShouldBe(resolved.SourceId),
            () => me.Role.ShouldBe(Roles.Source),
            () => me.Scopes.ShouldBe(["leads.write", "leads.read", "imports"], ignoreOrder: true));
    }

    [Fact]
    public async Task The_forms_own_key_may_only_write()
    {
        using var gateway = Host.As(Roles.Service);

        var resolved = await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(BackendData.FormKey)).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK);

        resolved.Scopes.ShouldBe(["leads.write"]);
    }

    [Fact]
    public async Task A_sources_key_has_its_plan_and_notes_its_use()
    {
        var (key, row, source) = await AddKeyAsync();
        using var gateway = Host.As(Roles.Service);

        var resolved = await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(key)).ShouldBeAsync<ResolvedKey>(HttpStatusCode.OK);

        (resolved.SourceId, resolved.RequestsPerSecond, resolved.Burst).ShouldBe((source.SourceId, 200, 400));
        await Eventually.HoldsAsync(() => Data.QueryAsync<bool>("select last_used_at > now() - interval '1 minute' and last_used_at is not null from api_key where key_id = $1", row.KeyId));
    }

    [Theory]
    [InlineData("update api_key set revoked_at = now() where key_id = $1")]
    [InlineData("update api_key set expires_at = now() where key_id = $1")]
    [InlineData("update source set disabled = true where source_id = (select source_id from api_key where key_id = $1)")]
    [InlineData("update api_key set hash = sha256('another') where key_id = $1")]
    public async Task A_key_that_no_longer_holds_is_not_there(string change)
    {
        var (key, row, _) = await AddKeyAsync();
        await Data.ExecuteAsync(change, row.KeyId);
        using var gateway = Host.As(Roles.Service);

        await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(key)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("")]
    [InlineData("lp_wrong_1")]
    [InlineData("demo-source-key ")]
    [InlineData("'; drop table api_key; --")]
    public async Task An_unknown_key_is_not_there(string key)
    {
        using var gateway = Host.As(Roles.Service);

        await gateway.PostAsync("/internal/keys/resolve", new ResolveKeyRequest(key)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Source)]
    public async Task Only_a_service_resolves_keys(string role)
    {
        using var http = Host.As(role);

        await http.PostAsync("/internal/keys/resolve", new ResolveKeyRequest("demo-source-key")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private async Task<(string Key, ApiKey Row, Source Source)> AddKeyAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();
        var publisher = new Publisher { PublisherId = Guid.CreateVersion7(), Name = "Publisher", CreatedAt = DateTimeOffset.UtcNow };
        var source = new Source { SourceId = Guid.CreateVersion7(), PublisherId = publisher.PublisherId, Name = "Source", CreatedAt = DateTimeOffset.UtcNow };
        var (key, row) = ApiKey.Create(source.SourceId, [Scopes.LeadsWrite, Scopes.LeadsRead], DateTimeOffset.UtcNow);
        db.AddRange(publisher, source, row);
        await db.SaveChangesAsync(Cancellation);
        return (key, row, source);
    }
}
