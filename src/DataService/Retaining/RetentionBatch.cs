using LeadPlatform.Auditing;
using LeadPlatform.DataService.Consumers;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.ServiceDefaults.Auditing;
using Npgsql;

namespace LeadPlatform.DataService.Retaining;

/// <summary>Finds and erases leads of a line whose time is over, oldest first.</summary>
internal sealed class RetentionBatch(NpgsqlDataSource database, Eraser eraser, IEnumerable<IForgetsConsumers> stores, AuditLog audit)
{
    private const string Expired =
        """
        FROM lead l JOIN consumer_contact c USING (lead_id)
        WHERE l.line = $1 AND l.lead_id > $2 AND l.lead_id < $3 AND substring(c.document, 1, 1) <> '\x00'
            AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.consumer_id = l.consumer_id)
        """;

    private const string Find = $"SELECT l.lead_id, l.consumer_id {Expired} ORDER BY l.lead_id LIMIT $4";

    private const string Count = $"SELECT count(*) {Expired}";

    private const string Move = "UPDATE job_progress SET position = $2 WHERE name = $1";

    public async Task<long> CountAsync(string line, Guid after, Guid before, CancellationToken cancellationToken)
    {
        await using var command = Command(Count, line, after, before);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Erases the next ones, with how far the job has come in the same transaction.</summary>
    /// <returns>How many, and the last of them. None where one was put under hold meanwhile: the next call finds the others.</returns>
    public async Task<(int Leads, Guid Last)> EraseAsync(string job, string line, Guid after, Guid before, int limit, CancellationToken cancellationToken)
    {
        var consumerOf = await FindAsync(line, after, before, limit, cancellationToken);
        if (consumerOf.Count == 0)
            return (0, after);
        // First, because nothing notes that they have forgotten: where one is away the batch is tried again as a whole.
        foreach (var store in stores)
            await store.ForgetAsync(consumerOf.Keys.ToArray(), cancellationToken);
        var last = consumerOf.Keys.Max();
        var erased = await eraser.EraseAsync(
            consumerOf,
            async (connection, transaction, _) =>
            {
                if (!await LegalHolds.PassAsync(connection, [.. consumerOf.Values.Distinct()], cancellationToken))
                    return false;
                await using var move = new NpgsqlCommand(Move, connection, transaction)
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = job }, new NpgsqlParameter<Guid> { TypedValue = last } },
                };
                await move.ExecuteNonQueryAsync(cancellationToken);
                await audit.AppendAsync(connection, transaction, AuditEntry.OfService("dataservice", "lead.expire", "lead", null, $"{consumerOf.Count} of line {line}"), cancellationToken);
                return true;
            },
            cancellationToken);
        return erased ? (consumerOf.Count, last) : (-1, after);
    }

    private async Task<Dictionary<Guid, Guid>> FindAsync(string line, Guid after, Guid before, int limit, CancellationToken cancellationToken)
    {
        await using var command = Command(Find, line, after, before);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var found = new Dictionary<Guid, Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetGuid(0), reader.GetGuid(1));
        return found;
    }

    private NpgsqlCommand Command(string sql, string line, Guid after, Guid before)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = line });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = before });
        return command;
    }
}
