using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Backend.Auditing;

/// <summary><c>GET /v1/audit</c>: the logs of all services as one, newest first.</summary>
internal static class ListAudit
{
    public static async Task<Results<Ok<Page<AuditView>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] AuditFilter filter, HttpContext context, AuditReader own, LeadsAudit leads, CancellationToken cancellationToken)
    {
        var errors = filter.Check();
        if (!AuditCursor.TryParse(filter.Cursor, 2, out var before))
            errors.Add(AuditFilter.WrongCursor);
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        if (await leads.ListAsync(filter, before?[1], filter.PageSize, context.Request.Headers.Authorization, cancellationToken) is not var (others, moreOthers))
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The audit log of leads can't be read right now; try again.");
        var mine = await own.ListAsync(filter, before?[0], filter.PageSize, cancellationToken);
        var (page, takenOfMine, takenOfOthers) = Merge(mine, others, filter.PageSize);
        var more = takenOfMine < mine.Count || takenOfOthers < others.Count || moreOthers || mine.Count == filter.PageSize;
        return TypedResults.Ok(new Page<AuditView>(page, more ? AuditCursor.Format(After(mine, takenOfMine), After(others, takenOfOthers)) : null));
    }

    /// <summary>By time; what stands in one log keeps its order.</summary>
    internal static (List<AuditView> Page, int FirstTaken, int SecondTaken) Merge(IReadOnlyList<AuditView> first, IReadOnlyList<AuditView> second, int limit)
    {
        var (page, one, two) = (new List<AuditView>(limit), 0, 0);
        while (page.Count < limit && (one < first.Count || two < second.Count))
            page.Add(two == second.Count || (one < first.Count && first[one].At >= second[two].At) ? first[one++] : second[two++]);
        return (page, one, two);
    }

    /// <summary>The position before which the next page goes on; 0 where there is nothing more.</summary>
    private static long After(IReadOnlyList<AuditView> entries, int taken) => taken > 0 ? entries[taken - 1].Position : entries.Count > 0 ? entries[0].Position + 1 : 0;
}
