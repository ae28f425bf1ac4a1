using LeadPlatform.Contracts.Graph;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Places;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Graph;

/// <summary><c>GET /v1/graph/path</c>: how two leads are connected.</summary>
internal static class GetPath
{
    public static async Task<Results<Ok<GraphPathView>, ProblemHttpResult>> HandleAsync(Guid from, Guid to, ILeadGraph graph, CancellationToken cancellationToken) =>
        await GraphMetrics.MeasureAsync("path", graph.NeighbourhoodAsync(from, GraphLimits.Hops, GraphLimits.SearchedLeads, cancellationToken)) is { } around
            ? TypedResults.Ok(new GraphPathView(around.PathTo(to)))
            : Problem.NotFound("lead");
}

/// <summary><c>GET /v1/graph/sources</c>.</summary>
internal static class ListSources
{
    private const int MaxDays = 90;

    public static async Task<Results<Ok<GraphList<SourceQualityView>>, ProblemHttpResult>> HandleAsync(ILeadGraph graph, TimeProvider time, CancellationToken cancellationToken, int days = 30)
    {
        if (days is < 1 or > MaxDays)
            return Problem.InvalidRequest(new FieldError("days", "range", $"Must be from 1 to {MaxDays}."));
        var sources = await GraphMetrics.MeasureAsync("sources", graph.SourcesAsync(time.GetUtcNow().AddDays(-days), cancellationToken));
        return TypedResults.Ok(new GraphList<SourceQualityView>([.. sources.Select(one => new SourceQualityView(one.SourceId, one.Leads, one.People, one.Decided, one.Bound))]));
    }
}

/// <summary><c>GET /v1/graph/agents</c>: who is good at leads like this one.</summary>
internal static class ListAgents
{
    public static async Task<Results<Ok<GraphList<AgentMatchView>>, ProblemHttpResult>> HandleAsync(
        string line, string state, ZipCodes zips, ILeadGraph graph, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (!Line.IsKnown(line))
            errors.Add(new FieldError("line", "one_of", $"Must be one of {string.Join(", ", Line.All)}."));
        if (!zips.IsState(state))
            errors.Add(new FieldError("state", "state", "Must be the two letters of a state."));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);
        var agents = await GraphMetrics.MeasureAsync("agents", graph.AgentsAsync(line, state, cancellationToken));
        return TypedResults.Ok(new GraphList<AgentMatchView>([.. agents.Select(one => new AgentMatchView(one.AgentId, one.Decided, one.Bound))]));
    }
}
