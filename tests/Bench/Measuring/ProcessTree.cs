using System.Globalization;
using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Measuring;

/// <summary>A process and all it has started (PostgreSQL's sessions, say), read from /proc.</summary>
internal sealed record ProcessTree(string Name, int Id)
{
    private const double TicksPerSecond = 100;

    /// <summary>The resident memory, counting what processes share once.</summary>
    public long MemoryBytes() => Ids().Sum(id => ReadKilobytes(id, "smaps_rollup", "Pss:") * 1024);

    public Use Use() => Ids().Aggregate(new Use(0, 0), (sum, id) => sum + UseOf(id));

    private IEnumerable<int> Ids() => [Id, .. new PlatformProcess(Name, Id).Descendants()];

    private static Use UseOf(int id)
    {
        var stat = Read(id, "stat");
        if (stat.Length == 0)
            return default;
        // utime, stime and those of children that have ended: fields 14 to 17, counted after the name in brackets.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new Use(fields[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond, Number(Read(id, "io"), "write_bytes:"));
    }

    private static long ReadKilobytes(int id, string file, string label) => Number(Read(id, file), label) ?? 0;

    private static long? Number(string text, string label)
    {
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line[label.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <summary>Empty where the process has ended or belongs to somebody else.</summary>
    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
