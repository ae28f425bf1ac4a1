using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Charts;

namespace LeadPlatform.Deploy.Tests.Monitoring;

/// <summary>The rules of Prometheus that the chart brings.</summary>
internal static class RuleFiles
{
    public static IReadOnlyList<string> Paths { get; } = [.. Directory.EnumerateFiles(Path.Combine(Repository.Chart, "files/rules")).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<JsonNode> Rules { get; } =
    [
        .. Paths.SelectMany(path => Yaml.Documents(File.ReadAllText(path)).Single()["groups"]!.AsArray()).SelectMany(group => group!["rules"]!.AsArray()).OfType<JsonNode>(),
    ];

    public static IEnumerable<JsonNode> Alerts => Rules.Where(rule => rule["alert"] is not null);
}
