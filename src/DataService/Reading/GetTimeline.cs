using System.Text.Json;
using LeadPlatform.Contracts.Events;
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
        Guid id, HttpContext context, LeadsContext database, CancellationToken cancellationToken)
    {
        var lead = await database.Leads.AsNoTracking().VisibleTo(LeadVisibility.Of(context.User.Caller()))
            .Where(row => row.LeadId == id)
            .Select(row => new { row.LeadId, row.ReceivedAt, row.Line, row.State })
            .SingleOrDefaultAsync(cancellationToken);
        if (lead is null)
            return Problem.NotFound("lead");

        var events = await database.LeadEvents.AsNoTracking()
            .Where(row => row.LeadId == id)
            .OrderBy(row => row.At).ThenBy(row => row.EventId)
            .ToListAsync(cancellationToken);
        var items = new List<TimelineItem>(events.Count + 1)
        {
            // The first step stands in the lead itself: a row for it in every capture would say nothing new.
            new(lead.LeadId, lead.ReceivedAt, LeadEvents.Received, $"Received for {lead.Line} insurance in {lead.State}", null),
        };
        foreach (var row in events)
        {
            var data = JsonElement.Parse(row.Data);
            items.Add(new TimelineItem(row.EventId, row.At, row.Type, TimelineText.Of(row.Type, data), data));
        }

        return TypedResults.Ok(new Page<TimelineItem>(items, null));
    }
}
