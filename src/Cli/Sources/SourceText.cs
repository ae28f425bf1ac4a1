using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Cli.Sources;

internal static class SourceText
{
    public static string Line(SourceView source) =>
        $"{source.SourceId}  {source.Name}  {(source.Plan is { } plan ? $"plan {plan}" : "own rate")} {source.RequestsPerSecond}/s, burst {source.Burst}"
        + $"  {(source.Origins.Count == 0 ? "no pages" : $"pages of {string.Join(' ', source.Origins)}")}{(source.Disabled ? "  disabled" : "")}";
}
