using System.ComponentModel;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Reading;

/// <summary><c>GET /v1/leads</c>: newest first, a page at a time.</summary>
internal static class ListLeads
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    internal sealed record Query(
        [property: FromQuery, Description(
            "Find leads by words of the name (whole words in any order; accents, case and punctuation don't matter), a whole e-mail, a phone in any format, or a lead id. "
            + "Words, e-mail and phone can stand together: a lead must have all of them. At most 200 characters. A lead is found within a second or two of its capture.")]
        string? Q,
        [property: FromQuery, Description("One or more statuses, separated by commas: received, duplicate, suppressed, qualified, disqualified, assigned, unmatched.")] string? Status,
        [property: FromQuery, Description("One or more lines of business, separated by commas: auto, home, renters, life, health, medicare, commercial.")] string? Line,
        [property: FromQuery, Description("One or more two-letter states, separated by commas.")] string? State,
        [property: FromQuery, Description("Received at or after, ISO 8601; without an offset in UTC.")] string? From,
        [property: FromQuery, Description("Received before, ISO 8601; without an offset in UTC.")] string? To,
        [property: FromQuery, Description("Leads a page, 1 to 200; default 50.")] string? Limit,
        [property: FromQuery, Description("nextCursor of the page before, for the same filters. Leads that arrive meanwhile don't shift the pages.")] string? Cursor);

    public static async Task<Results<Ok<Page<LeadListItem>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, HttpContext context, LeadsContext database, LeadListFilter filter, PersonalSeal seal, CancellationToken cancellationToken)
    {
        var (leads, limit, errors) = filter.Apply(query, database, LeadVisibility.Of(context.User.Caller()));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var rows = await leads
            .OrderByDescending(lead => lead.LeadId)
            .Take(limit + 1)
            .Join(database.ConsumerContacts, lead => lead.LeadId, contact => contact.LeadId, (lead, contact) => new
            {
                lead.LeadId,
                lead.Status,
                lead.Line,
                lead.State,
                lead.PostalCode,
                lead.Score,
                lead.Band,
                lead.Urgency,
                lead.AgentName,
                lead.Disposition,
                lead.ReceivedAt,
                lead.UpdatedAt,
                contact.Document,
            })
            .OrderByDescending(row => row.LeadId)
            .ToListAsync(cancellationToken);
        var items = rows.Take(limit)
            .Select(row => new LeadListItem(
                row.LeadId, row.Status, row.Line, row.State, row.PostalCode, seal.OpenDocument(row.LeadId, row.Document).Name, row.Score, row.Band, row.Urgency,
                row.AgentName, row.Disposition, row.ReceivedAt, row.UpdatedAt))
            .ToList();
        return TypedResults.Ok(new Page<LeadListItem>(items, rows.Count > limit ? LeadCursor.Format(items[^1].LeadId) : null));
    }
}
