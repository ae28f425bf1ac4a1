using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Consumers;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.DataService.Consumers;

/// <summary><c>PUT /v1/consumers/{id}/legal-hold</c>: from its answer on nothing of the consumer is erased. One that stands gets the new reason.</summary>
internal static partial class SetLegalHold
{
    public const int MaxReason = 200;

    private const string Set =
        """
        INSERT INTO legal_hold (consumer_id, reason, set_by, set_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (consumer_id) DO UPDATE SET reason = EXCLUDED.reason, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at
        """;

    internal sealed record Services(ConsumerLeads Consumers, LeadsContext Database, AuditLog Audit, TimeProvider Time, ILogger<LegalHold> Logger);

    public static async Task<Results<Ok<LegalHoldView>, ProblemHttpResult>> HandleAsync(
        Guid id, LegalHoldInput input, HttpContext context, [AsParameters] Services services, CancellationToken cancellationToken)
    {
        var reason = input.Reason?.Trim();
        if (reason is not { Length: > 0 and <= MaxReason } || reason.Any(char.IsControl))
            return Problem.Validation([new FieldError("reason", reason is { Length: > 0 } ? "too_long" : "required", $"Say why: 1 to {MaxReason} characters, no control characters.")]);
        if ((await services.Consumers.FindAsync(id, cancellationToken)).Length == 0)
            return Problem.NotFound("consumer");
        var hold = new LegalHoldView(id, reason, context.User.Caller().Subject, services.Time.GetUtcNow());
        await using (var connection = await services.Consumers.Database.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await LegalHolds.TakeTurnAsync(connection, [id], cancellationToken);
            if (await services.Database.Set<Erasure>().AnyAsync(row => row.ConsumerId == id, cancellationToken))
                return Problem.Conflict(ProblemCode.Conflict, "The consumer was erased: there is nothing left to hold.");
            await using var command = new NpgsqlCommand(Set, connection, transaction)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = hold.Reason },
                    new NpgsqlParameter<string> { TypedValue = hold.SetBy }, new NpgsqlParameter<DateTime> { TypedValue = hold.SetAt.UtcDateTime },
                },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await services.Audit.AppendAsync(connection, transaction, context.Audit("consumer", id), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        Log.Set(services.Logger, id, hold.SetBy);
        return TypedResults.Ok(hold);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2521, Level = LogLevel.Information, Message = "Consumer {ConsumerId} was put under legal hold by {Subject}")]
        public static partial void Set(ILogger logger, Guid consumerId, string subject);
    }
}
