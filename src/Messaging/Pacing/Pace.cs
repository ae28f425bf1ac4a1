using Microsoft.Extensions.Options;

namespace LeadPlatform.Messaging.Pacing;

/// <summary>Whether relays and consumers of this process go at full speed or give way to captures.</summary>
public sealed class Pace(IOptions<PacingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private long _until = long.MinValue;
    private long _sweepsSlowlyUntil = long.MinValue;

    public bool IsGivingWay => IsBefore(ref _until);

    /// <summary>Whether sweeps of the outbox take one batch an interval and no more.</summary>
    public bool SweepsSlowly => IsBefore(ref _sweepsSlowlyUntil);

    /// <summary>Gives way for <see cref="PacingOptions.Hold"/> from now.</summary>
    public void GiveWay() => Hold(ref _until);

    /// <summary>Leaves what a bulk load puts into the outbox there for <see cref="PacingOptions.Hold"/> from now, but for one batch an interval. Events handed over live are not held up.</summary>
    public void SweepSlowly() => Hold(ref _sweepsSlowlyUntil);

    /// <summary>Returns at once at full speed; while giving way after up to a second, when a handful may go on.</summary>
    /// <param name="wanted">Events one would handle together.</param>
    /// <returns>How many to handle now.</returns>
    public async ValueTask<int> NextAsync(int wanted, CancellationToken cancellationToken)
    {
        if (!IsGivingWay)
            return wanted;
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Turn;)
        {
            await Task.Delay(Look, time, cancellationToken);
            if (!IsGivingWay)
                return wanted;
        }

        return Math.Min(wanted, options.Value.FloorPerSecond);
    }

    private bool IsBefore(ref long until) => options.Value.Enabled && time.GetTimestamp() < Volatile.Read(ref until);

    private void Hold(ref long until) => Volatile.Write(ref until, time.GetTimestamp() + (long)(options.Value.Hold.TotalSeconds * time.TimestampFrequency));
}
