using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>The statements, one a file beside this one, built into the service.</summary>
internal static partial class CypherFiles
{
    private const string Prefix = "graph/";
    private static readonly ConcurrentDictionary<(string, CypherDialect), string> Rendered = new();

    /// <summary>Names of all statements, those of a schema among them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal)];

    /// <summary>The statement as a store takes it.</summary>
    public static string Of(string name, CypherDialect dialect) => Rendered.GetOrAdd((name, dialect), key => Render(Text(key.Item1), key.Item2));

    /// <summary>The statement as it is written, with its token <c>@id</c>.</summary>
    public static string Text(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.cypher") ?? throw new InvalidOperationException($"There is no statement {name}.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <summary>Neptune knows nodes by <c>~id</c> alone, so there the id is kept as a property too, which statements read in both.</summary>
    internal static string Render(string text, CypherDialect dialect) => dialect == CypherDialect.Neo4j
        ? text.Replace("@id", "id", StringComparison.Ordinal)
        : Merged().Replace(text, "MERGE ($1:$2 {`~id`: $3})\nSET $1.id = $3, ").Replace("@id", "`~id`", StringComparison.Ordinal);

    [GeneratedRegex(@"MERGE \((\w+):(\w+) \{@id: ([\w.]+)\}\)\r?\nSET ", RegexOptions.CultureInvariant)]
    private static partial Regex Merged();
}

internal enum CypherDialect
{
    Neo4j,
    Neptune,
}
