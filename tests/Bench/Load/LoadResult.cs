namespace LeadPlatform.Bench.Load;

/// <summary>What a load generator saw.</summary>
/// <param name="Ok">Answers 201 (reads: 200).</param>
/// <param name="Refused">Answers 503.</param>
/// <param name="Failed">Other answers.</param>
/// <param name="Broken">Connections and requests that failed.</param>
/// <param name="P50">Milliseconds, as the others.</param>
internal sealed record LoadResult(double Seconds, long Ok, long Refused, long Failed, long Broken, double P50, double P95, double P99)
{
    public double PerSecond => Ok / Seconds;

    public double OfferedPerSecond => (Ok + Refused + Failed) / Seconds;
}
