using System.Net;
using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Backend.Tests.Auditing;

public sealed class AuditApiTests(BackendFixture shared) : BackendTest(shared)
{
    private const string Log = "/v1/audit/logs/backend";

    [Fact]
    public async Task A_write_has_one_entry_that_tells_who_did_what_from_where_and_no_value()
    {
        var agent = await Host.AddAgentAsync();
        await Host.ChangeAgentAsync(agent.AgentId, new AgentInput(Name: "Robin Vale", Weight: 3));

        var entries = (await ListAsync($"resource=agent&resourceId={agent.AgentId}")).Items;

        entries.Select(entry => (entry.Action, entry.Role, entry.Detail)).ShouldBe([("agent.change", Roles.Manager, "name, weight"), ("agent.create", Roles.Manager, null)]);
        entries.ShouldAllBe(entry => entry.Actor.StartsWith("user-") && entry.Origin == "127.0.0.0/24" && entry.Log == AuditLogs.Backend);
    }

    [Fact]
    public async Task A_write_that_is_refused_has_no_entry()
    {
        var agent = await Host.AddAgentAsync();
        using var manager = Host.As(Roles.Manager);

        await manager.PatchAsync($"/v1/agents/{agent.AgentId}", new AgentInput(Weight: 2), ifMatch: "\"99\"").ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await manager.PatchAsync($"/v1/agents/{agent.AgentId}", new AgentInput(Weight: -1)).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "validation");

        (await ListAsync($"resourceId={agent.AgentId}")).Items.Select(entry => entry.Action).ShouldBe(["agent.create"]);
    }

    [Fact]
    public async Task Pages_go_on_without_gap_or_repetition_and_filters_hold()
    {
        var agent = await Host.AddAgentAsync();
        for (var weight = 1; weight <= 4; weight++)
            await Host.ChangeAgentAsync(agent.AgentId, new AgentInput(Weight: weight));
        var all = (await ListAsync($"resourceId={agent.AgentId}")).Items;
        all.Count.ShouldBe(5);

        var (pages, cursor) = (new List<AuditView>(), (string?)null);
        do
        {
            var page = await ListAsync($"resourceId={agent.AgentId}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            pages.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        pages.ShouldBe(all);
        (await ListAsync($"resourceId={agent.AgentId}&action=agent.create")).Items.ShouldBe([all[^1]]);
        (await ListAsync($"resourceId={agent.AgentId}&actor={all[1].Actor}")).Items.ShouldBe([all[1]]);
        (await ListAsync($"resourceId={agent.AgentId}&from={all[2].At:O}".Replace("+", "%2B", StringComparison.Ordinal))).Items.ShouldBe(all.Take(3));
        (await ListAsync($"resourceId={agent.AgentId}&to={all[2].At:O}".Replace("+", "%2B", StringComparison.Ordinal))).Items.ShouldBe(all.Skip(3));
    }

    [Theory]
    [InlineData("limit=0", "limit range")]
    [InlineData("limit=201", "limit range")]
    [InlineData("cursor=nonsense", "cursor format")]
    [InlineData("actor=", "actor length")]
    public async Task A_filter_that_can_t_be_read_is_refused(string query, string field)
    {
        using var auditor = Host.As(Roles.Auditor);

        (await auditor.ReadAsync($"{Log}?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid_request")).Fields().ShouldBe([field]);
    }

    private async Task<Page<AuditView>> ListAsync(string query)
    {
        using var auditor = Host.As(Roles.Auditor);
        return await auditor.ReadAsync($"{Log}?{query}").ShouldBeAsync<Page<AuditView>>(HttpStatusCode.OK);
    }
}
