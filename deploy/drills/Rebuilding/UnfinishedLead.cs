using Npgsql;

namespace LeadPlatform.Drills.Rebuilding;

/// <summary>A lead of database <c>leads</c> that waits for an event, with all that the event can say.</summary>
/// <param name="Verdict">With the status qualified: the event that made it so, as its timeline keeps it.</param>
internal sealed record UnfinishedLead(
    Guid LeadId, string Status, string Line, string State, string PostalCode, Guid SourceId, Guid PublisherId, DateTimeOffset ReceivedAt, (Guid EventId, DateTimeOffset At, string Data)? Verdict)
{
    // An event that is still in the outbox gets there without help.
    private const string Sql =
        """
        SELECT lead.lead_id, status, line, state, postal_code, source_id, publisher_id, received_at, verdict.event_id, verdict.at, verdict.data::text
        FROM lead LEFT JOIN lead_event verdict ON verdict.lead_id = lead.lead_id AND verdict.type = $1 AND status = 'qualified'
        WHERE status IN ('received', 'qualified', 'unmatched') AND lead.lead_id > $2 AND NOT EXISTS (SELECT FROM outbox WHERE outbox.lead_id = lead.lead_id)
        ORDER BY lead.lead_id LIMIT $3
        """;

    /// <summary>The next ones by id.</summary>
    public static async Task<IReadOnlyList<UnfinishedLead>> ReadAsync(NpgsqlDataSource leads, Guid after, int limit, CancellationToken cancellationToken)
    {
        await using var command = leads.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter { Value = Contracts.Events.LeadEvents.Qualified });
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        var found = new List<UnfinishedLead>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new UnfinishedLead(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetGuid(5), reader.GetGuid(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.IsDBNull(8) ? null : (reader.GetGuid(8), reader.GetFieldValue<DateTimeOffset>(9), reader.GetString(10))));
        }

        return found;
    }
}
