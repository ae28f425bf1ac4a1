using Npgsql;

namespace LeadPlatform.DataService.Consumers;

/// <summary>Which leads are of a consumer.</summary>
internal sealed class ConsumerLeads(NpgsqlDataSource database)
{
    // A consumer has the id of the lead that first told of them; only the leads of others by that id are indexed.
    private const string Find =
        """
        SELECT lead_id FROM lead WHERE lead_id = $1 AND consumer_id = $1
        UNION ALL SELECT lead_id FROM lead WHERE consumer_id = $1 AND consumer_id <> lead_id
        """;

    public NpgsqlDataSource Database => database;

    /// <returns>Empty where there is no such consumer.</returns>
    public async Task<Guid[]> FindAsync(Guid consumerId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = consumerId });
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Those of the leads that exist, each once.</summary>
    public async Task<Guid[]> ExistingAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT lead_id FROM lead WHERE lead_id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leadIds });
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<Guid[]> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var leadIds = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            leadIds.Add(reader.GetGuid(0));
        return [.. leadIds];
    }
}
