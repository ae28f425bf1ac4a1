using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;

namespace LeadPlatform.Bench.Capture;

/// <summary>How long each part of a round lasts, in seconds.</summary>
internal sealed record Seconds(int Warm, int Plain, int Proxy, int PgBench, int Platform);

/// <summary>A load, what it got, and what the processes that served it used.</summary>
internal sealed record Run(LoadResult Load, IReadOnlyDictionary<string, Use> Uses)
{
    public Use Total => Uses.Values.Aggregate(new Use(0, 0), (sum, use) => sum + use);

    public double CpuPerThousand(string? process = null) => (process is null ? Total : Uses[process]).CpuSeconds / Load.Ok * 1000;

    public double? KilobytesPerThousand(string? process = null) => (process is null ? Total : Uses[process]).BytesWritten / 1024d / Load.Ok * 1000;
}

/// <summary>Every baseline and the platform, one after the other on the same machine.</summary>
internal sealed record Round(Run Plain, Run Proxy, Run PgBench, Run Platform)
{
    public double ToProxy => Platform.Load.PerSecond / Proxy.Load.PerSecond;

    public double ToPgBench => Platform.Load.PerSecond / PgBench.Load.PerSecond;

    public double ToPlain => Platform.Load.PerSecond / Plain.Load.PerSecond;

    /// <summary>The round whose ratio to the proxy is the median.</summary>
    public static Round Median(IReadOnlyList<Round> rounds) => rounds.OrderBy(round => round.ToProxy).ElementAt(rounds.Count / 2);
}
