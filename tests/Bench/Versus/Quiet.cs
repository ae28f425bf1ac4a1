using System.Diagnostics;
using System.Globalization;

namespace LeadPlatform.Bench.Versus;

/// <summary>Waits until the machine has nothing to do: what captures leave behind is done, and takes nothing from the next turn.</summary>
internal static class Quiet
{
    /// <summary>Part of all cores that may be at work, for as long as <see cref="For"/>.</summary>
    private const double Busy = 0.1;

    private static readonly TimeSpan For = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task UntilAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        (long Busy, long All) before, now = Read();
        do
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
                throw new InvalidOperationException($"The machine was busy for {Limit.TotalMinutes} minutes with something else: there is no turn to take on it.");
            before = now;
            await Task.Delay(For, cancellationToken);
            now = Read();
        }
        while (now.Busy - before.Busy > Busy * (now.All - before.All));
    }

    private static (long Busy, long All) Read()
    {
        // user nice system idle iowait irq softirq steal, in ticks.
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
