using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Consumers;

/// <summary><c>DELETE /v1/consumers/{id}</c>.</summary>
internal static partial class EraseConsumer
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, ConsumerErasure erasure, ILogger<ConsumerErasure> logger, CancellationToken cancellationToken)
    {
        // Once begun it is done, whether or not somebody still waits for the answer.
        var outcome = await erasure.EraseAsync(id, context.Audit("consumer", id), CancellationToken.None).WaitAsync(cancellationToken);
        if (outcome == ErasureOutcome.Erased)
            Log.Asked(logger, id, context.User.Caller().Subject);
        return outcome switch
        {
            ErasureOutcome.Erased => TypedResults.NoContent(),
            ErasureOutcome.Held => Problem.Conflict(ProblemCode.LegalHold, "The consumer is under legal hold: nothing of theirs is erased until it is lifted."),
            _ => Problem.NotFound("consumer"),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2520, Level = LogLevel.Information, Message = "The erasure of consumer {ConsumerId} was asked for by {Subject}")]
        public static partial void Asked(ILogger logger, Guid consumerId, string subject);
    }
}
