using System.Globalization;
using System.Text.Json;

namespace LeadPlatform.Bench.Data.Measuring;

/// <summary>The results for people and for programs.</summary>
internal static class Report
{
    /// <summary>What the 95th of 100 answers of any kind may take, in milliseconds.</summary>
    public const double Limit = 100;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Header() => Console.WriteLine($"{"query",-36}{"p50 ms",8}{"p95 ms",8}{"max ms",8}{"rows",6}  indexes");

    public static void Row(QueryResult result)
    {
        var late = result.P95 > Limit ? " TOO SLOW" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Query,-36}{result.P50,8:0.0}{result.P95,8:0.0}{result.Max,8:0.0}{result.Rows,6:0.#}  {string.Join(' ', result.Accesses)}{late}"));
        foreach (var plan in result.SlowestPlans)
            Console.WriteLine($"\nSlowest: GET {result.Slowest}\n{plan}\n");
    }

    public static async Task WriteAsync(string file, int leads, int rounds, IReadOnlyList<QueryResult> results, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        var machine = new { cores = Environment.ProcessorCount, memoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes };
        await JsonSerializer.SerializeAsync(stream, new { leads, rounds, limitMs = Limit, machine, queries = results }, Indented, cancellationToken);
    }
}
