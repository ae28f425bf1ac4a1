using System.Globalization;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Places;
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

    /// <param name="Status">One or more of <see cref="LeadStatus"/>, separated by commas.</param>
    /// <param name="Line">One or more of <see cref="Contracts.Leads.Line"/>, separated by commas.</param>
    /// <param name="State">One or more two-letter codes, separated by commas.</param>
    /// <param name="From">Received at or after, ISO 8601.</param>
    /// <param name="To">Received before, ISO 8601.</param>
    /// <param name="Limit">Leads a page, 1 to 200; default 50.</param>
    /// <param name="Cursor">What the page before gave as <c>nextCursor</c>.</param>
    internal sealed record Query(
        [FromQuery] string? Status, [FromQuery] string? Line, [FromQuery] string? State,
        [FromQuery] string? From, [FromQuery] string? To, [FromQuery] string? Limit, [FromQuery] string? Cursor);

    public static async Task<Results<Ok<Page<LeadListItem>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, HttpContext context, LeadsContext database, ZipCodes zipCodes, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var limit = Limit(query.Limit, errors);
        var leads = Filter(database.Leads.AsNoTracking().VisibleTo(LeadVisibility.Of(context.User.Caller())), query, zipCodes, errors);
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
                row.LeadId, row.Status, row.Line, row.State, row.PostalCode, PersonalDocument.Read(row.Document).Name, row.Score, row.Band, row.Urgency,
                row.AgentName, row.Disposition, row.ReceivedAt, row.UpdatedAt))
            .ToList();
        return TypedResults.Ok(new Page<LeadListItem>(items, rows.Count > limit ? LeadCursor.Format(items[^1].LeadId) : null));
    }

    private static IQueryable<Lead> Filter(IQueryable<Lead> leads, Query query, ZipCodes zipCodes, List<FieldError> errors)
    {
        if (Words("status", query.Status, LeadStatus.IsKnown, errors) is { } statuses)
            leads = leads.Where(lead => statuses.Contains(lead.Status));
        if (Words("line", query.Line, Line.IsKnown, errors) is { } lines)
            leads = leads.Where(lead => lines.Contains(lead.Line));
        if (Words("state", query.State?.ToUpperInvariant(), zipCodes.IsState, errors) is { } states)
            leads = leads.Where(lead => states.Contains(lead.State));
        if (Bound("from", query.From, errors) is { } from)
            leads = leads.Where(lead => lead.LeadId.CompareTo(from) >= 0);
        if (Bound("to", query.To, errors) is { } to)
            leads = leads.Where(lead => lead.LeadId.CompareTo(to) < 0);
        if (query.Cursor is { } text)
        {
            if (LeadCursor.TryParse(text, out var last))
                leads = leads.Where(lead => lead.LeadId.CompareTo(last) < 0);
            else
                errors.Add(new FieldError("cursor", "format", "Must be a nextCursor of an earlier page."));
        }

        return leads;
    }

    private static int Limit(string? text, List<FieldError> errors)
    {
        if (text is null)
            return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
            return limit;
        errors.Add(new FieldError("limit", "range", $"Must be from 1 to {MaxLimit}."));
        return DefaultLimit;
    }

    private static string[]? Words(string path, string? text, Func<string, bool> isKnown, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!Array.TrueForAll(words, word => isKnown(word)))
            errors.Add(new FieldError(path, "unknown", $"Holds a {path} that does not exist."));
        return words;
    }

    private static Guid? Bound(string path, string? text, List<FieldError> errors)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return LeadCursor.FirstOf(time);
        errors.Add(new FieldError(path, "format", "Must be an ISO 8601 time such as 2026-01-31T17:05:00Z."));
        return null;
    }
}
