using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Feeding;

/// <summary>Leads that wait to be written to the graph: new ones, noted by a trigger of the statement that stores them, and those of which something else became known.</summary>
internal sealed class GraphBacklog(NpgsqlDataSource database, GraphFeed feed, GraphWriter writer)
{
    private const string DontWait = "SET LOCAL synchronous_commit = off";

    // Rows that another instance has taken are passed over. A row is a batch of captures, so what bounds the work is the number of their leads.
    private const string Take =
        """
        WITH locked AS MATERIALIZED (
            SELECT position, lead_ids FROM graph_backlog ORDER BY position LIMIT 200 FOR UPDATE SKIP LOCKED),
        sized AS (
            SELECT position, lead_ids, sum(cardinality(lead_ids)) OVER (ORDER BY position) - cardinality(lead_ids) AS before FROM locked)
        DELETE FROM graph_backlog USING sized
        WHERE graph_backlog.position = sized.position AND sized.before < $1
        RETURNING sized.lead_ids, clock_timestamp() - graph_backlog.created_at
        """;

    private const string Note = "INSERT INTO graph_backlog (lead_ids) SELECT array_agg(lead_id) FROM lead WHERE lead_id = ANY($1) HAVING count(*) > 0";

    /// <summary>Adds the statement that notes leads of which the same transaction has changed something the graph tells.</summary>
    public static void AddTo(NpgsqlBatch batch, Guid[] leadIds) => batch.Add(Note, leadIds);

    /// <summary>
    /// Writes the leads that wait longest, about <paramref name="limit"/> of them. They leave the backlog once the graph has them: whatever dies in between, they are
    /// written again, which changes nothing.
    /// </summary>
    /// <returns>How many, and how long each batch among them had waited.</returns>
    public async Task<(int Leads, List<TimeSpan> Waited)> WriteAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (leads, waited) = await TakeAsync(connection, limit, cancellationToken);
        if (leads.Count > 0)
        {
            await writer.WriteAsync(await feed.ReadAsync([.. leads], cancellationToken), cancellationToken);
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
}
