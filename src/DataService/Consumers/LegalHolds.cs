using Npgsql;

namespace LeadPlatform.DataService.Consumers;

/// <summary>Who sets a hold and who erases take turns, consumer by consumer: a hold that was answered is never passed by an erasure that had begun before.</summary>
internal static class LegalHolds
{
    private const string Turn = "SELECT pg_advisory_xact_lock(hashtextextended('consumer ' || id, 0)) FROM (SELECT unnest($1) AS id ORDER BY id) AS ordered";

    public static async Task<bool> StandsAsync(NpgsqlDataSource database, Guid consumerId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM legal_hold WHERE consumer_id = $1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = consumerId });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Waits for the consumers' turn, until the end of the transaction.</summary>
    public static async Task TakeTurnAsync(NpgsqlConnection connection, Guid[] consumerIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Turn, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = consumerIds } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for the consumers' turn.</summary>
    /// <returns>False where one of them is held.</returns>
    public static async Task<bool> PassAsync(NpgsqlConnection connection, Guid[] consumerIds, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(connection, consumerIds, cancellationToken);
        await using var command = new NpgsqlCommand("SELECT NOT EXISTS (SELECT FROM legal_hold WHERE consumer_id = ANY($1))", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = consumerIds } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
