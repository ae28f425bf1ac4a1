using System.Text.RegularExpressions;

namespace LeadPlatform.Deploy.Tests.Monitoring;

/// <summary>A metric of the services' own.</summary>
/// <param name="Exported">Its name at <c>/metrics</c>.</param>
/// <param name="Unit">As in the source: <c>s</c>, <c>{lead}</c>.</param>
internal sealed record Instrument(string Exported, string Kind, string Unit, string Description);

/// <summary>The instruments that the source makes.</summary>
internal static partial class Instruments
{
    public static IReadOnlyList<Instrument> OfTheSource { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(path => Of(File.ReadAllText(path))).OrderBy(one => one.Exported, StringComparer.Ordinal),
    ];

    private static IEnumerable<Instrument> Of(string source)
    {
        foreach (Match made in Creation().Matches(source))
        {
            var meter = source.Contains("BackendTelemetry.Meter", StringComparison.Ordinal) ? "LeadPlatform.Backend" : Meter().Match(source) is { Success: true } found ? found.Groups[1].Value : null;
            if (meter is not null)
                yield return new Instrument(Snake($"{meter}_{made.Groups["name"].Value}"), made.Groups["kind"].Value.ToLowerInvariant(), made.Groups["unit"].Value, made.Groups["description"].Value.TrimEnd('.'));
        }
    }

    private static string Snake(string name) => NotWord().Replace(name, "_").ToLowerInvariant();

    // Name, then for observable ones a function, then unit and description.
    [GeneratedRegex("""Create(?:Observable)?(?<kind>Counter|Histogram|Gauge|UpDownCounter)(?:<\w+>)?\(\s*"(?<name>[^"]+)",\s*(?:\(\) =>[^"]*?,\s*)?"(?<unit>[^"]*)",\s*"(?<description>[^"]*)""", RegexOptions.Singleline)]
    private static partial Regex Creation();

    [GeneratedRegex("""(?:new\(|new Meter\(|Create\()"(LeadPlatform\.\w+)"\)""")]
    private static partial Regex Meter();

    [GeneratedRegex(@"\W+")]
    private static partial Regex NotWord();
}
