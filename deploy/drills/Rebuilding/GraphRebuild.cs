using Npgsql;

namespace LeadPlatform.Drills.Rebuilding;

/// <summary>Begins the graph of leads anew, wherever it is kept: DataService finds the order when it starts, writes every lead and takes out what the restored database does not have.</summary>
internal static class GraphRebuild
{
    private const string Sql =
        """
        UPDATE graph_rebuild SET status = 'cancelled', ended_at = now() WHERE status = 'running';
        INSERT INTO graph_rebuild (rebuild_id, status, position, leads_written, leads_total, leads_removed, started_at)
        SELECT gen_random_uuid(), 'running', '00000000-0000-0000-0000-000000000000', 0, (SELECT count(*) FROM lead), 0, now();
        """;

    public static async Task RunAsync(NpgsqlDataSource leads, CancellationToken cancellationToken)
    {
        await using var connection = await leads.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
