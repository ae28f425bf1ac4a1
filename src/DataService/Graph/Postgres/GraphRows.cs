using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Postgres;

/// <summary>Writes leads as arrays, and brings the rings they touch up to date, in one transaction.</summary>
internal static class GraphRows
{
    // Where the server loses the last of such transactions in a crash, their leads are still in the backlog, whose deletion comes later in the log.
    private const string DontWait = "SET LOCAL synchronous_commit = off";

    private const string Upsert =
        """
        INSERT INTO graph_lead (lead_id, line, state, source_id, person, phone, email, address, ip, referred_by, agent_id, outcome)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (lead_id) DO UPDATE SET
            line = excluded.line, state = excluded.state, source_id = excluded.source_id, person = excluded.person, phone = excluded.phone, email = excluded.email,
            address = excluded.address, ip = excluded.ip, referred_by = excluded.referred_by, agent_id = excluded.agent_id, outcome = excluded.outcome
        """;

    private const string Before = "SELECT phone, email FROM graph_lead WHERE lead_id = ANY($1)";

    private const string Delete = "DELETE FROM graph_lead WHERE lead_id = ANY($1) RETURNING phone, email";

    public static async Task WriteAsync(NpgsqlDataSource database, IReadOnlyList<GraphLead> given, CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two instances never wait for each other's rows; and each once.
        var leads = given.GroupBy(lead => lead.LeadId).Select(same => same.Last()).OrderBy(lead => lead.LeadId).ToArray();
        if (leads.Length == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Few leads are there already; a ring that one of them leaves has to know.
        IReadOnlyList<(long? Phone, long? Email)> before;
        await using (var command = new NpgsqlCommand(Before, connection, transaction) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = Column(leads, lead => lead.LeadId) } } })
        {
            await command.PrepareAsync(cancellationToken);
            before = await command.ListAsync(row => (row.Key(0), row.Key(1)), cancellationToken);
        }

        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.Add(DontWait);
            batch.Add(
                Upsert,
                Column(leads, lead => lead.LeadId),
                Column(leads, lead => lead.Line),
                Column(leads, lead => lead.State),
                Column(leads, lead => lead.SourceId),
                Column(leads, lead => lead.Person),
                Column(leads, lead => lead.Phone),
                Column(leads, lead => lead.Email),
                Column(leads, lead => lead.Address),
                Column(leads, lead => lead.Ip),
                Column(leads, lead => lead.ReferredBy),
                Column(leads, lead => lead.AgentId),
                Column(leads, lead => lead.Outcome));
            var (phones, emails) = (before.Select(one => one.Phone).ToArray(), before.Select(one => one.Email).ToArray());
            RingRows.Find(batch, leads.Select(lead => lead.Phone).Concat(phones), leads.Select(lead => lead.Email).Concat(emails));
            if (before.Count > 0)
                RingRows.Drop(batch, phones, emails);
            await batch.PrepareAsync(cancellationToken);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public static async Task ForgetAsync(NpgsqlDataSource database, IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        IReadOnlyList<(long? Phone, long? Email)> gone;
        await using (var command = new NpgsqlCommand(Delete, connection, transaction) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. leadIds.Order()] } } })
            gone = await command.ListAsync(row => (row.Key(0), row.Key(1)), cancellationToken);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            var (phones, emails) = (gone.Select(one => one.Phone).ToArray(), gone.Select(one => one.Email).ToArray());
            RingRows.Find(batch, phones, emails);
            RingRows.Drop(batch, phones, emails);
            await batch.PrepareAsync(cancellationToken);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static T[] Column<T>(GraphLead[] leads, Func<GraphLead, T> value) => Array.ConvertAll(leads, lead => value(lead));
}
