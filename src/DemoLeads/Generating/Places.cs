using System.Reflection;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.DemoLeads.Generating;

/// <summary>States with their ZIP codes and area codes, as the platform knows them.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, int[]> _zips = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> _areas;

    private Places(TextReader zips)
    {
        while (zips.ReadLine() is { Length: > 0 } line)
        {
            var words = line.Split(' ');
            _zips[words[0]] = [.. words.Skip(1).SelectMany(Run)];
        }

        _areas = Enumerable.Range(200, 790)
            .Select(area => (Area: area, State: AreaCodes.StateOf($"{area}5550100")))
            .Where(pair => pair.State is not null)
            .ToLookup(pair => pair.State!, pair => pair.Area);
        States = [.. _zips.Keys.Where(state => _areas.Contains(state) && !Territories.Contains(state)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The fifty states and DC.</summary>
    public IReadOnlyList<string> States { get; }

    private static IReadOnlyList<string> Territories { get; } = ["AS", "GU", "MP", "PR", "VI", "FM", "MH", "PW"];

    public static Places Load()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("zip-codes.txt")
            ?? throw new InvalidOperationException("The ZIP code data is not built into the generator.");
        using var reader = new StreamReader(resource);
        return new Places(reader);
    }

    public IReadOnlyList<int> ZipCodes(string state) => _zips[state];

    public IReadOnlyList<int> AreaCodesOf(string state) => [.. _areas[state]];

    private static IEnumerable<int> Run(string run)
    {
        var (first, last) = (int.Parse(run.AsSpan(0, 5)), int.Parse(run.AsSpan(run.Length - 5)));
        return Enumerable.Range(first, last - first + 1);
    }
}
