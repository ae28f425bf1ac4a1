using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;

namespace LeadPlatform.Bench.Overload;

/// <summary>A load, and what one caller among the many sees of it: how long it takes to be refused, which the load generator can't tell from being captured.</summary>
internal sealed record Step(LoadResult Load, IReadOnlyList<double> Refusals, int WithoutRetryAfter)
{
    /// <summary>Milliseconds to a refusal, by share of refusals; NaN where there was none.</summary>
    public double RefusedMs(double share) => Refusals.Count == 0 ? double.NaN : Refusals[Math.Min(Refusals.Count - 1, (int)(share * Refusals.Count))];

    public static async Task<Step> RunAsync(MeasuredPlatform platform, Func<Task<LoadResult>> loadAsync, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probe = new RefusalProbe(platform.Platform);
        var probing = probe.RunAsync(ended.Token);
        var load = await loadAsync();
        await ended.CancelAsync();
        await probing;
        return new Step(load, probe.Sorted(), probe.WithoutRetryAfter);
    }
}
