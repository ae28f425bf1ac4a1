using LeadPlatform.Backend.Documentation;
using LeadPlatform.Backend.Preconditions;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.Backend.Agents;

/// <summary>The people who work on leads: licences, capacity, working hours.</summary>
internal static class AgentsFeature
{
    private const string NotThere = "There is no such agent, or it is not you (code not_found).";
    private const string EmailTaken = "Another agent has this e-mail address (code email_taken).";

    public static void MapAgents(this IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/v1/agents").WithTags("Agents").RequirePermission(Permission.ReadAgents);
        agents.MapGet("", ListAgents.HandleAsync)
            .WithName("listAgents").WithSummary("List agents")
            .WithDescription("Newest first, in pages. An agent sees only themselves.")
            .Refuses(StatusCodes.Status400BadRequest, "A filter can't be read; member errors lists each (code invalid_request).")
            .WithExamples(null, StatusCodes.Status200OK, $"{{\"items\":[{AgentExamples.Agent}],\"nextCursor\":\"AZOz8AAAcACAAAAAAAoAMQ\"}}");
        agents.MapPost("", CreateAgent.HandleAsync).RequirePermission(Permission.ManageAgents).Audited("agent.create")
            .WithName("createAgent").WithSummary("Add an agent")
            .WithDescription("Leads that found nobody are tried again at once, with the new agent.")
            .Refuses(StatusCodes.Status409Conflict, EmailTaken)
            .WithExamples(AgentExamples.Input, StatusCodes.Status201Created, AgentExamples.Agent);
        agents.MapGet("{id:guid}", GetAgent.HandleAsync)
            .WithName("getAgent").WithSummary("Read an agent")
            .WithDescription("With the leads assigned today and whether the agent is on duty now. The ETag is of what can be changed.")
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .WithExamples(null, StatusCodes.Status200OK, AgentExamples.Agent);
        agents.MapPatch("{id:guid}", ChangeAgent.HandleAsync).RequirePermission(Permission.ChangeAgents).Audited("agent.change")
            .WithName("changeAgent").WithSummary("Change an agent")
            .WithDescription("""
                What is left out stays; a list that is given replaces the whole list. An agent may change only whether they are available.
                With `If-Match` (the ETag as it was answered) the change is made only if nobody changed the agent since.
                """)
            .Refuses(StatusCodes.Status404NotFound, NotThere)
            .Refuses(StatusCodes.Status409Conflict, EmailTaken)
            .Reads(IfMatch.Header, IfMatch.HeaderText)
            .Refuses(StatusCodes.Status412PreconditionFailed, "The agent has changed since it was read (code precondition_failed).")
            .WithExamples("{\"available\":false}", StatusCodes.Status200OK, AgentExamples.Agent);
    }
}
