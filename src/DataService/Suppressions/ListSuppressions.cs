using System.ComponentModel;
using System.Globalization;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Suppressions;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Suppressions;

/// <summary><c>GET /v1/suppressions</c>: newest first, a page at a time.</summary>
internal static class ListSuppressions
{
    internal sealed record Query(
        [property: FromQuery, Description("Find the entry of this phone, in any format.")] string? Phone,
        [property: FromQuery, Description("Find the entry of this e-mail.")] string? Email,
        [property: FromQuery, Description("Entries a page, 1 to 200; default 50.")] string? Limit,
        [property: FromQuery, Description("nextCursor of the page before.")] string? Cursor);

    public static async Task<Results<Ok<Page<SuppressionView>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Query query, ContactKeys keys, LeadsContext database, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var entries = database.Suppressions.AsNoTracking();
        if (SuppressionQuery.Key(query.Phone, query.Email, keys, errors) is { } key)
            entries = entries.Where(row => row.Key == key);
        if (query.Cursor is { } cursor)
        {
            if (LeadCursor.TryParse(cursor, out var last))
                entries = entries.Where(row => row.SuppressionId.CompareTo(last) < 0);
            else
                errors.Add(new FieldError("cursor", "format", "Must be a nextCursor of an earlier page."));
        }

        var limit = ListLeads.DefaultLimit;
        if (query.Limit is not null && (!int.TryParse(query.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > ListLeads.MaxLimit))
            errors.Add(new FieldError("limit", "range", $"Must be from 1 to {ListLeads.MaxLimit}."));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var rows = await entries.OrderByDescending(row => row.SuppressionId).Take(limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(limit).Select(SuppressionViews.Of).ToList();
        return TypedResults.Ok(new Page<SuppressionView>(items, rows.Count > limit ? LeadCursor.Format(items[^1].SuppressionId) : null));
    }
}
