using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Consumers;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Caching;
using LeadPlatform.DataService.Consumers;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Revoking;

/// <summary><c>POST /v1/leads/{id}/consent-revocations</c>: from its answer on nobody may act on the lead, whatever its state. The first revocation counts.</summary>
internal static partial class RevokeConsent
{
    public const int MaxOrigin = 200;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private const string Revoke =
        """
        WITH revoked AS (
            INSERT INTO consent_revocation (lead_id, revoked_at, recorded_at, recorded_by, origin) VALUES (@lead, @revoked, @recorded, @by, @origin)
            ON CONFLICT DO NOTHING RETURNING lead_id)
        UPDATE lead SET consent_revoked_at = @revoked, updated_at = GREATEST(updated_at, @recorded) FROM revoked WHERE lead.lead_id = revoked.lead_id
        """;

    internal sealed record Services(NpgsqlDataSource Connections, LeadsContext Database, LeadCacheChanges Cache, EventOutbox Outbox, AuditLog Audit, TimeProvider Time, ILogger<ConsentRevocation> Logger);

    public static async Task<Results<Created<ConsentRevocationView>, Ok<ConsentRevocationView>, ProblemHttpResult>> HandleAsync(
        Guid id, ConsentRevocationInput input, HttpContext context, [AsParameters] Services services, CancellationToken cancellationToken)
    {
        var (user, now) = (context.User, services.Time.GetUtcNow());
        var consentAt = await services.Database.Leads.AsNoTracking().VisibleTo(LeadVisibility.Of(user.Caller())).Where(row => row.LeadId == id)
            .Select(row => (DateTimeOffset?)row.ConsentAt).SingleOrDefaultAsync(cancellationToken);
        if (consentAt is null)
            return Problem.NotFound("lead");
        var revokedAt = (input.RevokedAt ?? now).ToUniversalTime();
        var origin = input.Origin?.Trim() is { Length: > 0 } text ? text : null;
        if (Wrong(revokedAt, consentAt.Value, origin, now) is { Count: > 0 } errors)
            return Problem.Validation(errors);

        var revocation = new ConsentRevocation { LeadId = id, RevokedAt = revokedAt, RecordedAt = now, RecordedBy = user.Caller().Subject, Origin = origin };
        if (await WriteAsync(revocation, services, context.Audit("lead", id), cancellationToken))
        {
            Log.Revoked(services.Logger, id, revocation.RecordedBy);
            return TypedResults.Created($"/v1/leads/{id}", revocation.ToView());
        }

        var first = await services.Database.Set<ConsentRevocation>().AsNoTracking().SingleAsync(row => row.LeadId == id, cancellationToken);
        return TypedResults.Ok(first.ToView());
    }

    private static List<FieldError> Wrong(DateTimeOffset revokedAt, DateTimeOffset consentAt, string? origin, DateTimeOffset now)
    {
        var errors = new List<FieldError>();
        if (revokedAt > now + ClockTolerance || revokedAt < consentAt - ClockTolerance)
            errors.Add(new FieldError("revokedAt", "range", $"Must lie between the consent and now (clocks may differ by {ClockTolerance.TotalMinutes:0} minutes)."));
        if (origin?.Length > MaxOrigin || origin?.Any(char.IsControl) is true)
            errors.Add(new FieldError("origin", "too_long", $"At most {MaxOrigin} characters, no control characters."));
        return errors;
    }

    /// <returns>False where it was revoked before.</returns>
    private static async Task<bool> WriteAsync(ConsentRevocation revocation, Services services, AuditEntry entry, CancellationToken cancellationToken)
    {
        await services.Cache.SuspectAsync([revocation.LeadId], cancellationToken);
        var told = OutgoingEvent.Create(
            LeadEvents.ConsentRevoked, revocation.LeadId, new LeadConsentRevoked(revocation.RevokedAt), EventJson.Default.LeadConsentRevoked, revocation.RecordedAt);
        await using (var connection = await services.Connections.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Revoke, connection, transaction)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid>("lead", revocation.LeadId), new NpgsqlParameter<DateTime>("revoked", revocation.RevokedAt.UtcDateTime),
                    new NpgsqlParameter<DateTime>("recorded", revocation.RecordedAt.UtcDateTime), new NpgsqlParameter<string>("by", revocation.RecordedBy),
                    new NpgsqlParameter("origin", NpgsqlDbType.Text) { Value = (object?)revocation.Origin ?? DBNull.Value },
                },
            };
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
                return false;
            await services.Outbox.AppendAsync(connection, transaction, [told], cancellationToken);
            await services.Audit.AppendAsync(connection, transaction, entry, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        services.Outbox.Committed(told);
        await services.Cache.RefreshAsync([revocation.LeadId], cancellationToken);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2530, Level = LogLevel.Information, Message = "The consent of lead {LeadId} was withdrawn, recorded by {Subject}")]
        public static partial void Revoked(ILogger logger, Guid leadId, string subject);
    }
}
