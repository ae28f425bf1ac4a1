using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Reading;

internal static class GetTimeline
{
    public static async Task<Results<Ok<Page<TimelineItem>>, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, LeadsContext database, LeadTimelines timelines, CancellationToken cancellationToken)
    {
        var lead = await database.Leads.AsNoTracking().VisibleTo(LeadVisibility.Of(context.User.Caller()))
            .Where(row => row.LeadId == id)
            .Select(row => new { row.LeadId, row.ReceivedAt, row.Line, row.State })
            .SingleOrDefaultAsync(cancellationToken);
        return lead is null
            ? Problem.NotFound("lead")
            : TypedResults.Ok(new Page<TimelineItem>(await timelines.ReadAsync(lead.LeadId, lead.ReceivedAt, lead.Line, lead.State, cancellationToken), null));
    }
}
