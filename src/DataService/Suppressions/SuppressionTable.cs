using LeadPlatform.Auditing;
using LeadPlatform.Contracts.Ids;
using LeadPlatform.DataService.Storage;
using LeadPlatform.ServiceDefaults.Auditing;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>Writes the suppression list. Captures read it in the transaction that stores the lead, so what is committed here holds at every instance at once.</summary>
internal sealed class SuppressionTable(NpgsqlDataSource database, AuditLog audit, TimeProvider time)
{
    private const string RemoveExpired =
        """
        DELETE FROM suppression WHERE key IN (SELECT key FROM suppression WHERE key = ANY($1) AND expires_at <= now() ORDER BY key FOR UPDATE)
        """;

    // An entry lasts as long as the longest that was asked for.
    private const string Insert =
        """
        INSERT INTO suppression AS held (suppression_id, key, kind, origin, created_at, expires_at)
        SELECT id, key, kind, $4, $5, $6 FROM unnest($1, $2, $3) AS t (id, key, kind)
        ON CONFLICT (key) DO UPDATE SET expires_at = EXCLUDED.expires_at WHERE held.expires_at < coalesce(EXCLUDED.expires_at, 'infinity')
        RETURNING key, xmax = 0 AS added
        """;

    /// <summary>Adds values, all or, where it fails, none.</summary>
    /// <param name="values">Each once.</param>
    /// <param name="entry">Of the audit log, by the number of values that were not in force before.</param>
    /// <returns>The keys that were not in force before.</returns>
    public async Task<HashSet<Guid>> AddAsync(
        IReadOnlyCollection<SuppressedValue> values, string? origin, DateTimeOffset? expiresAt, Func<int, AuditEntry> entry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // In one order everywhere, so that two transactions wait for each other instead of dying in each other's arms.
        var sorted = values.OrderBy(value => value.Key).ToArray();
        var keys = Array.ConvertAll(sorted, value => value.Key);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await InsertAsync(connection, transaction, sorted, keys, origin, now, expiresAt, cancellationToken);
        await audit.AppendAsync(connection, transaction, entry(added.Count), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    private static async Task<HashSet<Guid>> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SuppressedValue[] sorted, Guid[] keys, string? origin, DateTimeOffset now, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(RemoveExpired, keys);
        batch.Add(Insert, Array.ConvertAll(sorted, _ => TimedId.Create(now)), keys, Array.ConvertAll(sorted, value => value.Kind));
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter { Value = (object?)origin ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter { Value = now.UtcDateTime });
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter { Value = (object?)expiresAt?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        var added = new HashSet<Guid>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetBoolean(1))
                added.Add(reader.GetGuid(0));
        }

        return added;
    }
}
