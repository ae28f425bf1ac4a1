using LeadPlatform.Contracts.Auditing;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.Auditing;

/// <summary>Reads the audit log of this service's database.</summary>
/// <param name="log">Its name, one of <see cref="AuditLogs"/>.</param>
public sealed class AuditReader(NpgsqlDataSource database, string log)
{
    private const string Columns =
        "position, at, actor, role, origin, request_id, action, resource, resource_id, detail, encode(previous_hash, 'hex'), encode(hash, 'hex')";

    public string Log => log;

    /// <summary>Newest first.</summary>
    /// <param name="before">Only what stands before this position; null: from the newest on.</param>
    public async Task<List<AuditView>> ListAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand();
        // An entry of a transaction that has not committed has no position, and can't be seen anyway.
        var conditions = new List<string> { "position > 0" };
        Add("position <", before, NpgsqlDbType.Bigint);
        Add("at >=", filter.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add("at <", filter.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add("actor =", filter.Actor, NpgsqlDbType.Text);
        Add("action =", filter.Action, NpgsqlDbType.Text);
        Add("resource =", filter.Resource, NpgsqlDbType.Text);
        Add("resource_id =", filter.ResourceId, NpgsqlDbType.Text);
        command.CommandText = $"SELECT {Columns} FROM audit WHERE {string.Join(" AND ", conditions)} ORDER BY position DESC LIMIT {limit}";
        return await ReadAsync(command, cancellationToken);

        void Add(string condition, object? value, NpgsqlDbType type)
        {
            if (value is null)
                return;
            command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
            conditions.Add($"{condition} ${command.Parameters.Count}");
        }
    }

    /// <summary>Oldest first, with the head as it was when they were read.</summary>
    public async Task<AuditChain> ChainAsync(long after, int limit, CancellationToken cancellationToken)
    {
        // The head first: what is committed meanwhile only adds rows behind it.
        var head = await HeadAsync(cancellationToken);
        await using var command = database.CreateCommand($"SELECT {Columns} FROM audit WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head.Position });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return new AuditChain(head, await ReadAsync(command, cancellationToken));
    }

    private async Task<AuditHead> HeadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT position, encode(hash, 'hex') FROM audit_head");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new AuditHead(reader.GetInt64(0), reader.GetString(1)) : new AuditHead(0, AuditHash.Start);
    }

    private async Task<List<AuditView>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var entries = new List<AuditView>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            entries.Add(new AuditView(
                log, row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), row.GetString(6), row.GetString(7),
                Text(row, 8), Text(row, 9), Text(row, 10) ?? "", Text(row, 11) ?? ""));
        }

        return entries;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
