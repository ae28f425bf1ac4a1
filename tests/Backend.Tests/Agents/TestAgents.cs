using System.Net;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;

namespace LeadPlatform.Backend.Tests.Agents;

internal static class TestAgents
{
    public static AgentInput Input(string? state = null, string line = "auto", int dailyCapacity = 1000) => new(
        Name: "Robin Vale",
        Email: $"robin-{Guid.NewGuid():N}@example.com",
        TimeZone: "America/Chicago",
        DailyCapacity: dailyCapacity,
        Licences: state is null ? [] : [new(state, line, "2099-12-31")]);

    public static async Task<AgentView> AddAgentAsync(this BackendHost host, AgentInput? input = null)
    {
        using var manager = host.As(Roles.Manager);
        return await manager.PostAsync("/v1/agents", input ?? Input()).ShouldBeAsync<AgentView>(HttpStatusCode.Created);
    }

    public static async Task ChangeAgentAsync(this BackendHost host, Guid agentId, AgentInput input)
    {
        using var manager = host.As(Roles.Manager);
        await manager.PatchAsync($"/v1/agents/{agentId}", input).ShouldBeAsync(HttpStatusCode.OK);
    }
}
