using System.Globalization;
using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary><c>GET /v1/dead-letters</c>: oldest first, a page at a time. A page of a rare filter may be short, or empty, and still have a next one.</summary>
internal static class ListDeadLetters
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <param name="limit">Dead letters a page, 1 to 200; default 50.</param>
    /// <param name="cursor">nextCursor of the page before, for the same filters.</param>
    public static async Task<Results<Ok<Page<DeadLetterView>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] DeadLetterFilter filter, string? limit, string? cursor, DeadLetterScan scan, DeadLetterStore store, CancellationToken cancellationToken)
    {
        var errors = filter.Errors();
        var size = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaxLimit))
            errors.Add(new FieldError("limit", "range", $"Must be from 1 to {MaxLimit}."));
        ulong after = 0;
        if (cursor is not null && !ulong.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            errors.Add(new FieldError("cursor", "format", "Must be a nextCursor of an earlier page."));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        var items = new List<DeadLetterView>();
        ulong? last = null;
        await foreach (var (letter, matches) in scan.AfterAsync(after, filter, cancellationToken))
        {
            if (matches && items.Count == size)
                return Page(last);
            last = letter.Sequence;
            if (matches)
                items.Add(letter.ToView());
        }

        var more = last is { } seen && await store.NextAsync(seen + 1, filter.Consumer, cancellationToken) is not null;
        return Page(more ? last : null);

        Ok<Page<DeadLetterView>> Page(ulong? next) => TypedResults.Ok(new Page<DeadLetterView>(items, next?.ToString(CultureInfo.InvariantCulture)));
    }
}
