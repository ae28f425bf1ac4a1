using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Postgres;

/// <summary>What the tables say about leads that are asked for together, in one statement and so at one moment.</summary>
internal static class SignalQuery
{
    // A range of the index each. The people are only fetched where a phone or e-mail has other leads.
    private static readonly string Sql =
        $"""
        SELECT EXISTS (SELECT FROM graph_lead WHERE lead_id = asked.id),
            {Count("phone", "asked.day")}, {Count("address", "asked.day")}, {Count("ip", "asked.hour")},
            {People("phone")}, {People("email")}
        FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY AS asked (id, phone, email, address, ip, day, hour, n)
        ORDER BY asked.n
        """;

    public static async Task<IReadOnlyList<QualificationSignals>> RunAsync(NpgsqlDataSource database, IReadOnlyList<GraphLead> leads, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            Sql,
            Column(leads, lead => lead.LeadId),
            Column(leads, lead => lead.Phone),
            Column(leads, lead => lead.Email),
            Column(leads, lead => lead.Address),
            Column(leads, lead => lead.Ip),
            Column(leads, lead => FirstId.At(lead.At - SignalCounts.Day)),
            Column(leads, lead => FirstId.At(lead.At - SignalCounts.Hour)));
        await batch.PrepareAsync(cancellationToken);
        var known = new List<StoredSignals>(leads.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(new StoredSignals(
                reader.GetBoolean(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetFieldValue<long[]>(4), reader.GetFieldValue<long[]>(5)));
        }

        return SignalCounts.Of(leads, known);
    }

    private static string Count(string column, string from) =>
        $"(SELECT count(*)::int FROM (SELECT FROM graph_lead g WHERE g.{column} = asked.{column} AND g.lead_id >= {from} AND g.lead_id < asked.id LIMIT {QualificationSignals.MaxCount}) AS few)";

    // One element a lead: how many there are, and of whom.
    private static string People(string column) =>
        $"ARRAY(SELECT g.person FROM graph_lead g WHERE g.{column} = asked.{column} AND g.lead_id <> asked.id LIMIT {GraphLimits.ReviewCap + 1})";

    private static T[] Column<T>(IReadOnlyList<GraphLead> leads, Func<GraphLead, T> value) => [.. leads.Select(value)];
}
