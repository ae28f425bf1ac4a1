using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary><c>GET /v1/dead-letters/{id}</c>.</summary>
internal static class GetDeadLetter
{
    public static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> HandleAsync(long id, DeadLetterStore store, CancellationToken cancellationToken) =>
        await store.FindAsync((ulong)id, cancellationToken) is { } letter ? TypedResults.Ok(letter.ToDetail()) : Problem.NotFound("dead letter");
}
