using LeadPlatform.Contracts.Graph;
using LeadPlatform.DataService.Graph.Feeding;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Graph;

/// <summary><c>GET /v1/leads/{id}/graph</c>: what is around a lead, as far as the caller may see it.</summary>
internal static class GetLeadGraph
{
    public static async Task<Results<Ok<LeadGraphView>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, LeadsContext database, ILeadGraph graph, GraphFeed feed, CancellationToken cancellationToken, int hops = GraphLimits.Hops)
    {
        if (hops is not (2 or 4))
            return Problem.InvalidRequest(new Contracts.Problems.FieldError("hops", "range", "Must be 2 or 4."));
        var visibility = LeadVisibility.Of(context.User.Caller());
        if (!await database.Leads.AsNoTracking().VisibleTo(visibility).AnyAsync(lead => lead.LeadId == id, cancellationToken))
            return Problem.NotFound("lead");
        var around = await GraphMetrics.MeasureAsync("neighbourhood", graph.NeighbourhoodAsync(id, hops, GraphLimits.Leads, cancellationToken)) ?? await AloneAsync(id, feed, cancellationToken);
        if (around is null)
            return Problem.NotFound("lead");
        var referrals = await graph.ReferralsAsync(id, cancellationToken);
        return TypedResults.Ok(GraphView.Of(around, referrals, await VisibleAsync(around, referrals, visibility, database, cancellationToken)));
    }

    /// <summary>A lead that was captured a moment ago and is not in the graph yet.</summary>
    private static async Task<Neighbourhood?> AloneAsync(Guid leadId, GraphFeed feed, CancellationToken cancellationToken) =>
        await feed.ReadAsync([leadId], cancellationToken) is [var lead] ? new Neighbourhood([lead], lead.Identifiers().ToDictionary(identifier => identifier, _ => 1), false) : null;

    private static async Task<HashSet<Guid>?> VisibleAsync(
        Neighbourhood around, IReadOnlyList<Guid> referrals, LeadVisibility visibility, LeadsContext database, CancellationToken cancellationToken)
    {
        if (visibility.All)
            return null;
        Guid[] asked = [.. around.Leads.Select(lead => lead.LeadId), .. referrals];
        return [.. await database.Leads.AsNoTracking().VisibleTo(visibility).Where(lead => asked.Contains(lead.LeadId)).Select(lead => lead.LeadId).ToListAsync(cancellationToken)];
    }
}
