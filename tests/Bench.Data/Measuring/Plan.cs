using System.Text.Json;
using Npgsql;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>What PostgreSQL does for a statement.</summary>
internal sealed class Plan
{
    private static readonly string[] Tables = ["lead", "consumer_contact", "search_key", "lead_event"];

    /// <summary>Indexes used, and tables that are read from end to end, as <c>ALL of lead</c>.</summary>
    public static async Task<IEnumerable<string>> AccessesAsync(NpgsqlDataSource database, NpgsqlCommand statement, CancellationToken cancellationToken)
    {
        using var plan = JsonDocument.Parse(await ExplainAsync(database, statement, "FORMAT JSON", cancellationToken));
        var accesses = new SortedSet<string>(StringComparer.Ordinal);
        Walk(plan.RootElement[0].GetProperty("Plan"), accesses);
        return accesses;
    }

    /// <summary>The plan as it ran, in PostgreSQL's own words.</summary>
    public static Task<string> TextAsync(NpgsqlDataSource database, NpgsqlCommand statement, CancellationToken cancellationToken) =>
        ExplainAsync(database, statement, "ANALYZE, BUFFERS", cancellationToken);

    private static async Task<string> ExplainAsync(NpgsqlDataSource database, NpgsqlCommand statement, string options, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var explain = new NpgsqlCommand($"EXPLAIN ({options}) {statement.CommandText}", connection);
        foreach (NpgsqlParameter parameter in statement.Parameters)
            explain.Parameters.Add(parameter.Clone());
        await using var reader = await explain.ExecuteReaderAsync(cancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private static void Walk(JsonElement node, SortedSet<string> accesses)
    {
        if (node.TryGetProperty("Index Name", out var index))
            accesses.Add(index.GetString()!);
        else if (node.GetProperty("Node Type").GetString() == "Seq Scan" && node.GetProperty("Relation Name").GetString() is { } table && Tables.Contains(table))
            accesses.Add($"ALL of {table}");
        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
                Walk(child, accesses);
        }
    }
}
