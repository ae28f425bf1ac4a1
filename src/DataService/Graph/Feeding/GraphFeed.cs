using System.Security.Cryptography;
using System.Text.Json;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Feeding;

/// <summary>Reads leads as the graph takes them. Those whose personal data is gone are left out.</summary>
internal sealed partial class GraphFeed(NpgsqlDataSource database, GraphKeys keys, PersonalSeal seal, ILogger<GraphFeed> logger)
{
    private const string Columns =
        """
        SELECT l.lead_id, l.line, l.state, l.postal_code, l.source_id, l.details->>'referredBy', l.agent_id, l.disposition, c.document
        FROM lead l JOIN consumer_contact c USING (lead_id)
        """;

    private const string ById = $"{Columns} WHERE l.lead_id = ANY($1)";

    private const string InOrder = $"{Columns} WHERE l.lead_id > $1 ORDER BY l.lead_id LIMIT $2";

    public async Task<List<GraphLead>> ReadAsync(Guid[] leadIds, CancellationToken cancellationToken) =>
        (await ReadAsync(ById, [new NpgsqlParameter<Guid[]> { TypedValue = leadIds }], cancellationToken)).Leads;

    /// <summary>The next leads in the order of their ids, which is that of their receipt.</summary>
    /// <returns>Those that can be read, and the last of all; null at the end.</returns>
    public Task<(List<GraphLead> Leads, Guid? Last)> NextAsync(Guid after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(InOrder, [new NpgsqlParameter<Guid> { TypedValue = after }, new NpgsqlParameter<int> { TypedValue = limit }], cancellationToken);

    private async Task<(List<GraphLead> Leads, Guid? Last)> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        var leads = new List<GraphLead>();
        Guid? last = null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var leadId = reader.GetGuid(0);
            last = leadId;
            try
            {
                var personal = seal.OpenDocument(leadId, reader.GetFieldValue<byte[]>(8));
                if (personal.ErasedSince is null)
                    leads.Add(keys.Of(Facts(reader, leadId), personal));
            }
            catch (Exception exception) when (exception is JsonException or CryptographicException or PlatformKeyMissingException)
            {
                // One that can't be read must not keep the others out.
                GraphMetrics.Unreadable.Add(1);
                Log.Unreadable(logger, leadId);
            }
        }

        return (leads, last);
    }

    private static LeadFacts Facts(NpgsqlDataReader row, Guid leadId) => new(
        leadId,
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetGuid(4),
        row.IsDBNull(5) || !Guid.TryParse(row.GetString(5), out var referredBy) ? null : referredBy,
        row.IsDBNull(6) ? null : row.GetGuid(6),
        row.IsDBNull(7) ? null : row.GetString(7));

    private static partial class Log
    {
        [LoggerMessage(EventId = 1500, Level = LogLevel.Error, Message = "Lead {LeadId} is not in the graph: its personal data can not be read")]
        public static partial void Unreadable(ILogger logger, Guid leadId);
    }
}
