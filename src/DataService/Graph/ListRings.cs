using System.Globalization;
using LeadPlatform.Contracts.Graph;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Graph;

/// <summary><c>GET /v1/graph/rings</c>.</summary>
internal static class ListRings
{
    private const int DefaultLimit = 50;

    public static async Task<Results<Ok<Page<RingView>>, ProblemHttpResult>> HandleAsync(
        ILeadGraph graph, CancellationToken cancellationToken, int minLeads = GraphLimits.RingPeople, bool review = false, int limit = DefaultLimit, string? cursor = null)
    {
        var errors = new List<FieldError>();
        if (minLeads is < GraphLimits.RingPeople or > GraphLimits.ReviewCap + 1)
            errors.Add(new FieldError("minLeads", "range", $"Must be from {GraphLimits.RingPeople} to {GraphLimits.ReviewCap + 1} leads."));
        if (limit is < 1 or > GraphLimits.Rings)
            errors.Add(new FieldError("limit", "range", $"Must be from 1 to {GraphLimits.Rings}."));
        (int, Identifier)? after = null;
        if (cursor is not null && !TryRead(cursor, out after))
            errors.Add(new FieldError("cursor", "cursor", "Is not one that this list gave out."));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var rings = await GraphMetrics.MeasureAsync("rings", graph.RingsAsync(new RingsPage(minLeads, review, after, limit), cancellationToken));
        return TypedResults.Ok(new Page<RingView>(
            [.. rings.Select(ring => new RingView(
                ring.Identifier.ToString(), Identifier.NameOf(ring.Identifier.Kind), ring.Leads, ring.People, ring.FirstAt, ring.LastAt, ring.Review))],
            rings.Count == limit ? $"{rings[^1].Leads}-{rings[^1].Identifier}" : null));
    }

    private static bool TryRead(string cursor, out (int, Identifier)? after)
    {
        after = null;
        if (cursor.Split('-') is not [var leads, var id] || !int.TryParse(leads, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !Identifier.TryParse(id, out var identifier))
            return false;
        after = (count, identifier);
        return true;
    }
}

/// <summary><c>GET /v1/graph/rings/{id}</c>.</summary>
internal static class GetRing
{
    public static async Task<Results<Ok<RingLeads>, ProblemHttpResult>> HandleAsync(string id, ILeadGraph graph, CancellationToken cancellationToken) =>
        Identifier.TryParse(id, out var identifier) && identifier.MayRing && await graph.LeadsOfAsync(identifier, cancellationToken) is { Count: > 0 } leads
            ? TypedResults.Ok(new RingLeads(identifier.ToString(), leads))
            : Problem.NotFound("ring");
}
