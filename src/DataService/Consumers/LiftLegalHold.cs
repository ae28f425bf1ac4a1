using LeadPlatform.Auditing;
using LeadPlatform.DataService.Retaining;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace LeadPlatform.DataService.Consumers;

/// <summary><c>DELETE /v1/consumers/{id}/legal-hold</c>: the consumer can be erased again, and what has expired meanwhile is, by the next run of retention.</summary>
internal static partial class LiftLegalHold
{
    // Retention has passed the leads that were held, and must come back for them.
    private const string Lift =
        """
        WITH lifted AS (DELETE FROM legal_hold WHERE consumer_id = $1 RETURNING consumer_id),
        oldest AS (SELECT lead_id FROM lead WHERE (lead_id = $1 OR (consumer_id = $1 AND consumer_id <> lead_id)) AND EXISTS (SELECT FROM lifted) ORDER BY lead_id LIMIT 1),
        back AS (UPDATE job_progress SET position = '00000000-0000-0000-0000-000000000000' FROM oldest WHERE starts_with(name, $2) AND position >= oldest.lead_id)
        SELECT count(*) FROM lifted
        """;

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, HttpContext context, NpgsqlDataSource database, AuditLog audit, ILogger<LegalHold> logger, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Lift, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Retention.Job });
        if (await command.ExecuteScalarAsync(cancellationToken) is not > 0L)
            return Problem.NotFound("legal hold");
        await audit.AppendAsync(connection, transaction, context.Audit("consumer", id), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Lifted(logger, id, context.User.Caller().Subject);
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2522, Level = LogLevel.Information, Message = "The legal hold of consumer {ConsumerId} was lifted by {Subject}")]
        public static partial void Lifted(ILogger logger, Guid consumerId, string subject);
    }
}
