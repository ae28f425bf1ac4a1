using LeadPlatform.Auditing;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;

namespace LeadPlatform.DataService.DeadLetters;

/// <summary>Replays single dead letters and says so in log and metrics.</summary>
internal sealed partial class DeadLetterReplays(DeadLetterStore store, AuditLog audit, ILogger<DeadLetterReplays> logger)
{
    /// <returns>False where its body is no event: no consumer could do more with it than before.</returns>
    public async Task<bool> TryAsync(DeadLetter letter, HttpContext http, CancellationToken cancellationToken)
    {
        if (letter.Event is not { } one)
            return false;
        await audit.WriteAsync(http.Audit("dead-letter", letter.Sequence, $"{letter.Subject} of {letter.Consumer}"), cancellationToken);
        await store.ReplayAsync(letter, cancellationToken);
        DeadLetterMetrics.Replayed(letter.Consumer);
        Log.Replayed(logger, letter.Sequence, letter.Consumer, letter.Subject, one.Id, one.LeadId, letter.Attempts, http.User.Caller().Subject);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1700, Level = LogLevel.Information, Message = "Dead letter {DeadLetter} of {Consumer} ({Subject}, event {DeadEvent}, lead {LeadId}) was replayed after {Attempts} attempts by {Caller}")]
        public static partial void Replayed(ILogger logger, ulong deadLetter, string consumer, string subject, Guid deadEvent, Guid leadId, int attempts, string caller);
    }
}
