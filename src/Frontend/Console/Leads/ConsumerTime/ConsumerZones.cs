using System.Reflection;
using NodaTime;

namespace LeadPlatform.Frontend.Console.Leads.ConsumerTime;

/// <summary>Time zones by ZIP code, so that whoever calls knows how late it is there.</summary>
internal static class ConsumerZones
{
    private static readonly Lazy<Run[]> Runs = new(Read);

    /// <summary>Null where the ZIP code lies between those that are known.</summary>
    public static DateTimeZone? Of(string postalCode)
    {
        if (postalCode.Length < 5 || !int.TryParse(postalCode.AsSpan(0, 5), out var zip))
            return null;
        var runs = Runs.Value;
        var at = Array.BinarySearch(runs, new Run(zip, zip, ""), Comparer<Run>.Create((one, other) => one.First.CompareTo(other.First)));
        var run = runs[Math.Max(0, at >= 0 ? at : ~at - 1)];
        return zip >= run.First && zip <= run.Last ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(run.Zone) : null;
    }

    private static Run[] Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("zip-zones.txt")!;
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .Select(parts => new Run(int.Parse(parts[0], null), int.Parse(parts[1], null), parts[2]))];
    }

    private readonly record struct Run(int First, int Last, string Zone);
}
