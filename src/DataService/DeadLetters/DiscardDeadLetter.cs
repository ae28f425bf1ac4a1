using LeadPlatform.Auditing;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary><c>DELETE /v1/dead-letters/{id}</c>: it will never be handled.</summary>
internal static partial class DiscardDeadLetter
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        long id, HttpContext context, DeadLetterStore store, AuditLog audit, ILogger<DeadLetterReplays> logger, CancellationToken cancellationToken)
    {
        if (await store.FindAsync((ulong)id, cancellationToken) is not { } letter)
            return Problem.NotFound("dead letter");
        await audit.WriteAsync(context.Audit("dead-letter", id, $"{letter.Subject} of {letter.Consumer}"), cancellationToken);
        if (!await store.DiscardAsync(letter.Sequence, cancellationToken))
            return Problem.NotFound("dead letter");
        DeadLetterMetrics.Discarded(letter.Consumer);
        Log.Discarded(logger, letter.Sequence, letter.Consumer, letter.Subject, letter.Event?.Id, letter.Event?.LeadId, context.User.Caller().Subject);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "Dead letter {DeadLetter} of {Consumer} ({Subject}, event {DeadEvent}, lead {LeadId}) was discarded by {Caller}")]
        public static partial void Discarded(ILogger logger, ulong deadLetter, string consumer, string subject, Guid? deadEvent, Guid? leadId, string caller);
    }
}
