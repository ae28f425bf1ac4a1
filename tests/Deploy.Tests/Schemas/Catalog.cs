using Npgsql;

namespace LeadPlatform.Deploy.Tests.Schemas;

/// <summary>A database's tables as its catalog tells, with what a statement of the version before could run into.</summary>
internal sealed partial record Catalog(IReadOnlyDictionary<(string Table, string Column), Catalog.Column> Columns, IReadOnlySet<(string Table, string Rule)> Rules)
{
    private const string ColumnsSql =
        """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> ''
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
        """;

    private const string RulesSql =
        """
        SELECT c.relname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND k.contype IN ('c', 'f', 'u', 'p')
        UNION SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND i.indisunique AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
        """;

    public static async Task<Catalog> OfAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var columns = new Dictionary<(string, string), Column>();
        await using (var command = source.CreateCommand(ColumnsSql))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                columns[(reader.GetString(0), reader.GetString(1))] = new Column(reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4));
        var rules = new HashSet<(string, string)>();
        await using (var command = source.CreateCommand(RulesSql))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                rules.Add((reader.GetString(0), reader.GetString(1)));
        return new Catalog(columns, rules);
    }

    /// <summary>What a version that knows this schema can no longer rely on in a later one.</summary>
    public IEnumerable<string> BrokenBy(Catalog later)
    {
        var tables = Columns.Keys.Select(key => key.Table).ToHashSet();
        foreach (var (key, before) in Columns)
        {
            if (!later.Columns.TryGetValue(key, out var after))
                yield return $"{key.Table}.{key.Column} is gone";
            else if (after.Type != before.Type)
                yield return $"{key.Table}.{key.Column} was {before.Type} and is {after.Type}";
            else if (after.NotNull && !before.NotNull)
                yield return $"{key.Table}.{key.Column} no longer takes null";
            else if (before.HasDefault && !after.HasDefault)
                yield return $"{key.Table}.{key.Column} lost its default";
        }

        foreach (var (key, added) in later.Columns.Where(one => tables.Contains(one.Key.Table) && !Columns.ContainsKey(one.Key)))
        {
            if (added is { NotNull: true, HasDefault: false })
                yield return $"{key.Table}.{key.Column} is new and must be given";
        }

        foreach (var (table, rule) in later.Rules.Where(rule => tables.Contains(rule.Table) && !Rules.Contains(rule) && !IsOfNewColumn(rule)))
            yield return $"{table} has a new rule: {rule}";
    }

    /// <summary>A key of a column that nobody before writes binds nobody before.</summary>
    private bool IsOfNewColumn((string Table, string Rule) rule) =>
        ForeignKeyColumn().Match(rule.Rule) is { Success: true } key && !Columns.ContainsKey((rule.Table, key.Groups[1].Value));

    [System.Text.RegularExpressions.GeneratedRegex(@"^FOREIGN KEY \((\w+)\) ")]
    private static partial System.Text.RegularExpressions.Regex ForeignKeyColumn();

    internal sealed record Column(string Type, bool NotNull, bool HasDefault);
}
