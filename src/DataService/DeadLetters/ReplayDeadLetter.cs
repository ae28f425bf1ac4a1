using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary><c>POST /v1/dead-letters/{id}/replay</c>.</summary>
internal static class ReplayDeadLetter
{
    public static async Task<Results<Ok<ReplayAnswer>, ProblemHttpResult>> HandleAsync(
        long id, HttpContext context, DeadLetterStore store, DeadLetterReplays replays, CancellationToken cancellationToken)
    {
        if (await store.FindAsync((ulong)id, cancellationToken) is not { } letter)
            return Problem.NotFound("dead letter");
        return await replays.TryAsync(letter, context, cancellationToken)
            ? TypedResults.Ok(new ReplayAnswer(1, 0, null))
            : Problem.Conflict(ProblemCode.Conflict, "Its body is no event, so no consumer could handle it; discard it.");
    }
}
