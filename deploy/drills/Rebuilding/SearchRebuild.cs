using Npgsql;

namespace LeadPlatform.Drills.Rebuilding;

/// <summary>Begins the search index anew: every lead is put into the backlog that DataService works off, a thousand in a row and the newest first.</summary>
internal static class SearchRebuild
{
    private const string Sql =
        """
        TRUNCATE search_key, search_backlog;
        INSERT INTO search_backlog (lead_ids)
        SELECT array_agg(lead_id) FROM (SELECT lead_id, row_number() OVER (ORDER BY lead_id DESC) / 1000 AS part FROM lead) AS numbered GROUP BY part ORDER BY part;
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
