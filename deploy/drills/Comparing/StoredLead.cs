using LeadPlatform.Drills.Running;
using LeadPlatform.Drills.Servers;
using Npgsql;

namespace LeadPlatform.Drills.Comparing;

/// <summary>A lead as the database has it.</summary>
/// <param name="Key">Under which it was posted; null where no key names it.</param>
internal sealed record StoredLead(Guid LeadId, string? Key, string Fingerprint)
{
    /// <summary>All leads of a server, and each once more for every further key that names it.</summary>
    public static async Task<IReadOnlyList<StoredLead>> ReadAsync(PostgresInstance server, CancellationToken cancellationToken)
    {
        var leads = new List<StoredLead>();
        var seal = await DrillKeys.SealAsync(cancellationToken);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("leads"));
        await using var command = source.CreateCommand(
            """
            SELECT lead.lead_id, used.key, line, state, postal_code, sub_id, document
            FROM lead LEFT JOIN consumer_contact USING (lead_id) LEFT JOIN idempotency_key used ON used.lead_id = lead.lead_id
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            leads.Add(new StoredLead(
                reader.GetGuid(0),
                Text(reader, 1),
                reader.IsDBNull(6) ? "no contact" : Comparing.Fingerprint.OfRow(reader.GetString(2), reader.GetString(3), reader.GetString(4), Text(reader, 5), seal.OpenDocument(reader.GetGuid(0), reader.GetFieldValue<byte[]>(6)).ToBytes())));
        }

        return leads;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
