using System.Globalization;
using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary>
/// <c>POST /v1/dead-letters/replay</c>: those of a filter, a batch (DeadLetters:ReplayBatch) in a call. The first call notes the newest there is and later ones stop there, so that what
/// fails again does not go round.
/// </summary>
internal static class ReplayDeadLetters
{
    internal sealed record Services(DeadLetterStore Store, DeadLetterScan Scan, DeadLetterReplays Replays, IOptions<DeadLetterOptions> Options);

    /// <param name="cursor">nextCursor of the call before, for the same filters.</param>
    public static async Task<Results<Ok<ReplayAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] DeadLetterFilter filter, string? cursor, [AsParameters] Services services, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = filter.Errors();
        (ulong After, ulong Last)? place = null;
        if (cursor is not null && (place = Place(cursor)) is null)
            errors.Add(new FieldError("cursor", "format", "Must be a nextCursor of an earlier call."));
        if (errors.Count > 0)
            return Problem.InvalidRequest(errors);

        // Each that is replayed has an entry of its own; a filter may find none.
        context.NothingToAudit();
        var (after, last) = place ?? (0, await services.Store.LastSequenceAsync(cancellationToken));
        var (replayed, kept, looked) = (0, 0, false);
        await foreach (var (letter, matches) in services.Scan.AfterAsync(after, filter, cancellationToken))
        {
            if (letter.Sequence > last)
                return TypedResults.Ok(new ReplayAnswer(replayed, kept, null));
            if (replayed == services.Options.Value.ReplayBatch)
                return More();
            (after, looked) = (letter.Sequence, true);
            if (!matches)
                continue;
            if (await services.Replays.TryAsync(letter, context, cancellationToken))
                replayed++;
            else
                kept++;
        }

        return looked && after < last ? More() : TypedResults.Ok(new ReplayAnswer(replayed, kept, null));

        Ok<ReplayAnswer> More() => TypedResults.Ok(new ReplayAnswer(replayed, kept, string.Create(CultureInfo.InvariantCulture, $"{after}-{last}")));
    }

    private static (ulong After, ulong Last)? Place(string cursor) =>
        cursor.Split('-') is [var after, var last]
            && ulong.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && ulong.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? (from, to)
            : null;
}
