using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Agents;

/// <summary>The people who work on leads: licences, capacity, working hours.</summary>
internal static class AgentsFeature
{
    public static void MapAgents(this IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/v1/agents").WithTags("Agents").RequireScope(Scopes.AgentsRead);
        agents.MapGet("", ListAgents.HandleAsync)
            .WithName("listAgents").WithSummary("List agents")
            .WithDescription("Newest first, in pages. An agent sees only themselves.");
        agents.MapPost("", CreateAgent.HandleAsync).RequireScope(Scopes.AgentsManage)
            .WithName("createAgent").WithSummary("Add an agent")
            .WithDescription("Leads that found nobody are tried again at once, with the new agent.");
        agents.MapGet("{id:guid}", GetAgent.HandleAsync)
            .WithName("getAgent").WithSummary("Read an agent")
            .WithDescription("With the leads assigned today and whether the agent is on duty now. The ETag is of what can be changed.");
        agents.MapPatch("{id:guid}", ChangeAgent.HandleAsync)
            .WithName("changeAgent").WithSummary("Change an agent")
            .WithDescription("What is left out stays; a list that is given replaces the whole list. An agent may change only whether they are available. With If-Match, only the version that was read.");
    }
}
