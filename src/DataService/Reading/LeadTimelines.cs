using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Reading;

/// <summary>Reads what happened to a lead, oldest first.</summary>
internal sealed class LeadTimelines(LeadsContext database)
{
    public async Task<List<TimelineItem>> ReadAsync(Guid leadId, DateTimeOffset receivedAt, string line, string state, CancellationToken cancellationToken)
    {
        var events = await database.LeadEvents.AsNoTracking()
            .Where(row => row.LeadId == leadId)
            .OrderBy(row => row.At).ThenBy(row => row.EventId)
            .ToListAsync(cancellationToken);
        var items = new List<TimelineItem>(events.Count + 1)
        {
            // The first step stands in the lead itself: a row for it in every capture would say nothing new.
            new(leadId, receivedAt, LeadEvents.Received, $"Received for {line} insurance in {state}", null),
        };
        foreach (var row in events)
        {
            var data = JsonElement.Parse(row.Data);
            items.Add(new TimelineItem(row.EventId, row.At, row.Type, TimelineText.Of(row.Type, data), data));
        }

        return items;
    }
}
