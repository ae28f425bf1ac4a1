using LeadPlatform.Auditing;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using LeadPlatform.ServiceDefaults.Auditing;
using Npgsql;

namespace LeadPlatform.Backend.Dispositions;

/// <summary>Writes dispositions and their events, one transaction each.</summary>
internal sealed class DispositionTables(NpgsqlDataSource database, EventOutbox outbox, AuditLog audit, TimeProvider time)
{
    // The row lock puts two people who set the same lead's disposition one after the other.
    private const string LegSql = "select leg_id, agent_id from leg where lead_id = $1 and ($2 is null or agent_id = $2) for no key update";

    private const string LatestSql = "select outcome, reason, set_at from disposition where leg_id = $1 order by set_at desc, disposition_id desc limit 1";

    private const string InsertSql = "insert into disposition (disposition_id, leg_id, outcome, reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6)";

    /// <summary>Sets it; the same value again changes nothing and says when it was set first.</summary>
    /// <param name="ownAgent">Only where the lead is this agent's; null: whoever's.</param>
    /// <param name="entry">Of the audit log, written where it was set.</param>
    /// <returns>Null where there is no such leg.</returns>
    public async Task<DispositionView?> SetAsync(
        Guid leadId, Guid? ownAgent, string outcome, string? reason, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LegAsync(connection, transaction, leadId, ownAgent, cancellationToken) is not var (legId, agentId))
            return null;
        var present = await LatestAsync(connection, transaction, legId, cancellationToken);
        if (present is not null && present.Outcome == outcome && present.Reason == reason)
            return present;

        var now = time.GetUtcNow();
        await using var insert = Command(InsertSql, connection, transaction, Guid.CreateVersion7(now), legId, outcome, (object?)reason ?? DBNull.Value, entry.Actor, now);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await AgentRecords.CountAsync(connection, transaction, legId, present?.Outcome, outcome, cancellationToken);
        OutgoingEvent[] events =
        [
            OutgoingEvent.Create(LeadEvents.DispositionSet, leadId, new LeadDispositionSet(agentId, outcome, reason), EventJson.Default.LeadDispositionSet, now),
        ];
        await outbox.AppendAsync(connection, transaction, events, cancellationToken);
        await audit.AppendAsync(connection, transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Committed(events);
        return new DispositionView(outcome, reason, now);
    }

    private static async Task<(Guid LegId, Guid AgentId)?> LegAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid leadId, Guid? ownAgent, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LegSql, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = leadId });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)ownAgent ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), reader.GetGuid(1)) : null;
    }

    private static async Task<DispositionView?> LatestAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid legId, CancellationToken cancellationToken)
    {
        await using var command = Command(LatestSql, connection, transaction, legId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new DispositionView(reader.GetString(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
