using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.PersonalData;
using Npgsql;

namespace LeadPlatform.DataService.Reading;

/// <summary>Reads single leads: one statement, prepared, by primary key.</summary>
internal sealed class LeadQueries(NpgsqlDataSource database, PersonalSeal seal)
{
    private const string Select =
        """
        SELECT l.lead_id, l.status, l.line, l.received_at, l.updated_at, l.source_id, l.sub_id, l.state, l.postal_code, l.details::text, l.qualification::text,
               l.agent_id, l.agent_name, l.assigned_at, l.disposition, l.disposition_reason, l.disposition_at,
               p.document, w.text, w.sellers, w.channels, l.consent_at, l.consent_page, l.consent_certificate, l.duplicate_of, l.consumer_id,
               l.consent_revoked_at
        FROM lead l
        JOIN consumer_contact p USING (lead_id)
        JOIN consent_wording w USING (wording_id)
        """;

    /// <summary>The lead, or null where there is none or the caller may not see it.</summary>
    public async Task<LeadView?> FindAsync(Guid leadId, LeadVisibility visibility, CancellationToken cancellationToken)
    {
        await using var command = FindCommand(leadId, visibility);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Those of the leads that exist, in no order.</summary>
    public async Task<List<LeadView>> FindAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Select + " WHERE l.lead_id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leadIds });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var leads = new List<LeadView>(leadIds.Length);
        while (await reader.ReadAsync(cancellationToken))
            leads.Add(Read(reader));
        return leads;
    }

    /// <summary>The statement alone, for those who ask PostgreSQL how it goes about it.</summary>
    public NpgsqlCommand FindCommand(Guid leadId, LeadVisibility visibility)
    {
        var command = database.CreateCommand(Select + " WHERE l.lead_id = $1 AND ($2 OR l.agent_id = $3 OR l.source_id = $4)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = leadId });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = visibility.All });
        command.Parameters.Add(NullableId(visibility.AgentId));
        command.Parameters.Add(NullableId(visibility.SourceId));
        return command;
    }

    private static NpgsqlParameter NullableId(Guid? id) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid, Value = id ?? (object)DBNull.Value };

    private LeadView Read(NpgsqlDataReader row)
    {
        var personal = seal.OpenDocument(row.GetGuid(0), row.GetFieldValue<byte[]>(17));
        return new LeadView(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            Time(row, 3),
            Time(row, 4),
            row.GetGuid(5),
            Text(row, 6),
            personal.Contact(row.GetString(7), row.GetString(8)),
            new ConsentView(
                row.GetString(18), row.GetFieldValue<string[]>(19), row.GetFieldValue<string[]>(20), Time(row, 21), Text(row, 22), personal.Ip, personal.UserAgent, Text(row, 23)),
            personal.Notes,
            Text(row, 9) is { } details ? JsonElement.Parse(details) : null,
            Text(row, 10) is { } qualification ? JsonSerializer.Deserialize(qualification, EventJson.Default.Qualification) : null,
            row.IsDBNull(11) ? null : new AssignmentView(row.GetGuid(11), row.GetString(12), Time(row, 13)),
            row.IsDBNull(14) ? null : new DispositionView(row.GetString(14), Text(row, 15), Time(row, 16)),
            row.IsDBNull(24) ? null : row.GetGuid(24),
            row.GetGuid(25),
            row.IsDBNull(26) ? null : Time(row, 26),
            personal.ErasedSince);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
}
