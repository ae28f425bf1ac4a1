using LeadPlatform.Contracts.Ids;
using LeadPlatform.DataService.Storage;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Suppressions;

/// <summary>Writes the suppression list. Captures read it in the transaction that stores the lead, so what is committed here holds at every instance at once.</summary>
internal sealed class SuppressionTable(NpgsqlDataSource database, TimeProvider time)
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
    /// <returns>The keys that were not in force before.</returns>
    public async Task<HashSet<Guid>> AddAsync(IReadOnlyCollection<SuppressedValue> values, string? origin, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // In one order everywhere, so that two transactions wait for each other instead of dying in each other's arms.
        var sorted = values.OrderBy(value => value.Key).ToArray();
        var keys = Array.ConvertAll(sorted, value => value.Key);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
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

        // Reads to the end, where a failure of the commit would show.
        await reader.NextResultAsync(cancellationToken);
        return added;
    }
}
