using LeadPlatform.Contracts.Graph;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Rebuilding;

/// <summary>How far each rebuild is.</summary>
internal sealed class RebuildTable(NpgsqlDataSource database)
{
    private const string Columns = "rebuild_id, status, leads_written, leads_total, leads_removed, started_at, ended_at, failure";

    /// <summary>Notes one that is to be run; where one runs already, gives that.</summary>
    public async Task<GraphRebuildView> StartAsync(Guid rebuildId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var insert = database.CreateCommand(
            $"""
            INSERT INTO graph_rebuild (rebuild_id, status, position, leads_written, leads_total, leads_removed, started_at)
            SELECT $1, '{GraphRebuildStatus.Running}', '00000000-0000-0000-0000-000000000000', 0, (SELECT count(*) FROM lead), 0, $2
            ON CONFLICT (status) WHERE status = '{GraphRebuildStatus.Running}' DO NOTHING
            """);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = rebuildId });
        insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return await FindAsync(rebuildId, cancellationToken) ?? await RunningAsync(cancellationToken) ?? await StartAsync(rebuildId, now, cancellationToken);
    }

    public async Task<GraphRebuildView?> FindAsync(Guid rebuildId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM graph_rebuild WHERE rebuild_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = rebuildId });
        return (await command.ListAsync(Read, cancellationToken)).SingleOrDefault();
    }

    public async Task<GraphRebuildView?> RunningAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM graph_rebuild WHERE status = '{GraphRebuildStatus.Running}'");
        return (await command.ListAsync(Read, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Where a rebuild goes on: the last lead that is done.</summary>
    public async Task<Guid> PositionAsync(Guid rebuildId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT position FROM graph_rebuild WHERE rebuild_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = rebuildId });
        return (await command.ListAsync(row => row.GetGuid(0), cancellationToken)).SingleOrDefault();
    }

    /// <returns>False where it does not run any more: somebody has cancelled it.</returns>
    public async Task<bool> AdvanceAsync(Guid rebuildId, Guid position, int written, int removed, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE graph_rebuild SET position = $2, leads_written = leads_written + $3, leads_removed = leads_removed + $4
            WHERE rebuild_id = $1 AND status = '{GraphRebuildStatus.Running}'
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = rebuildId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = position });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = written });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = removed });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Ends it, unless it has ended.</summary>
    public async Task EndAsync(Guid rebuildId, string status, string? failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"UPDATE graph_rebuild SET status = $2, failure = $3, ended_at = $4 WHERE rebuild_id = $1 AND status = '{GraphRebuildStatus.Running}'");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = rebuildId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = status });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = failure ?? (object)DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static GraphRebuildView Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetInt64(2),
        row.GetInt64(3),
        row.GetInt64(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetString(7));
}
