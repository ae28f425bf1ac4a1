using System.Globalization;
using LeadPlatform.Bench.Measuring;
using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Reads;

/// <summary>What DataService says of its cache.</summary>
internal sealed record CacheCounts(double Hits, double Others)
{
    private const string Metric = "leadplatform_dataservice_leads_cache_reads";

    public double HitsSince(CacheCounts before) => (Hits - before.Hits) / (Hits - before.Hits + Others - before.Others);

    public static async Task<CacheCounts> ReadAsync(MeasuredPlatform platform, CancellationToken cancellationToken)
    {
        var port = PlatformProcess.Of(platform.Platform, "dataservice").Variable("Management__Port");
        using var client = new HttpClient();
        var lines = (await client.GetStringAsync($"http://127.0.0.1:{port}/metrics", cancellationToken)).Split('\n')
            .Where(line => line.StartsWith(Metric, StringComparison.Ordinal)).ToLookup(line => line.Contains("result=\"hit\"", StringComparison.Ordinal), Value);
        return new CacheCounts(lines[true].Sum(), lines[false].Sum());
    }

    private static double Value(string line) => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
}
