using System.Security.Cryptography;
using System.Text.Json;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.PlatformKeys;
using Npgsql;

namespace LeadPlatform.DataService.Searching;

/// <summary>Makes the oldest leads of the backlog findable, in one transaction with their leaving it: whatever dies in between, nothing is missed and nothing harmed.</summary>
internal sealed partial class SearchBatch(NpgsqlDataSource database, SearchKeys keys, PersonalSeal seal, ILogger<SearchBatch> logger)
{
    // Where the server loses the last of such transactions in a crash, it loses both halves alike: none of them waits for the disk.
    private const string DontWait = "SET LOCAL synchronous_commit = off";

    // Rows that another instance has taken are passed over. A row is a batch of captures, so what bounds the work is the number of their leads.
    private const string Take =
        """
        WITH locked AS MATERIALIZED (
            SELECT position, lead_ids FROM search_backlog ORDER BY position LIMIT 200 FOR UPDATE SKIP LOCKED),
        sized AS (
            SELECT position, lead_ids, sum(cardinality(lead_ids)) OVER (ORDER BY position) - cardinality(lead_ids) AS before FROM locked)
        DELETE FROM search_backlog USING sized
        WHERE search_backlog.position = sized.position AND sized.before < $1
        RETURNING sized.lead_ids, clock_timestamp() - search_backlog.created_at
        """;

    private const string Read = "SELECT lead_id, document FROM consumer_contact WHERE lead_id = ANY($1)";

    private const string Write = "INSERT INTO search_key (key, lead_id) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING";

    /// <summary>Indexes the leads that wait longest, about <paramref name="limit"/> of them.</summary>
    /// <returns>How many, and how long each batch of captures among them had waited.</returns>
    public async Task<(int Leads, List<TimeSpan> Waited)> IndexAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (leads, waited) = await TakeAsync(connection, limit, cancellationToken);
        if (leads.Count > 0)
        {
            await WriteAsync(connection, await KeysAsync(connection, [.. leads], cancellationToken), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return (leads.Count, waited);
    }

    private static async Task<(List<Guid> Leads, List<TimeSpan> Waited)> TakeAsync(NpgsqlConnection connection, int limit, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(DontWait);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Take) { Parameters = { new NpgsqlParameter<int> { TypedValue = limit } } });
        await batch.PrepareAsync(cancellationToken);
        var (leads, waited) = (new List<Guid>(limit), new List<TimeSpan>());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            leads.AddRange(reader.GetFieldValue<Guid[]>(0));
            waited.Add(reader.GetFieldValue<TimeSpan>(1));
        }

        return (leads, waited);
    }

    private async Task<List<(long Key, Guid LeadId)>> KeysAsync(NpgsqlConnection connection, Guid[] leads, CancellationToken cancellationToken)
    {
        var rows = new List<(long, Guid)>(leads.Length * 5);
        await using var command = new NpgsqlCommand(Read, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = leads } } };
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var leadId = reader.GetGuid(0);
            try
            {
                keys.AddTo(rows, leadId, seal.OpenDocument(leadId, reader.GetFieldValue<byte[]>(1)));
            }
            catch (Exception exception) when (exception is JsonException or CryptographicException or PlatformKeyMissingException)
            {
                // One that can't be read must not keep the others from being found.
                SearchMetrics.Unreadable.Add(1);
                Log.Unreadable(logger, leadId);
            }
        }

        return rows;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, List<(long Key, Guid LeadId)> rows, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two instances never wait for each other's rows, and neighbours in the index are written together.
        rows.Sort();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Write, rows.ConvertAll(row => row.Key).ToArray(), rows.ConvertAll(row => row.LeadId).ToArray());
        await batch.PrepareAsync(cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1400, Level = LogLevel.Error, Message = "Lead {LeadId} can not be found by search: its personal data can not be read")]
        public static partial void Unreadable(ILogger logger, Guid leadId);
    }
}
