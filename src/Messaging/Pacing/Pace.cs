using Microsoft.Extensions.Options;

namespace LeadPlatform.Messaging.Pacing;

/// <summary>Whether work behind the scenes of this process goes at full speed, or gives way to captures and, where it only follows from leads, to leads that have no outcome yet.</summary>
public sealed class Pace(IOptions<PacingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private long _until = long.MinValue;
    private long _sweepsSlowlyUntil = long.MinValue;
    private long _staysBehindSince = long.MinValue;
    private long _staysBehindUntil = long.MinValue;

    public bool IsGivingWay => IsBefore(ref _until);

    /// <summary>Whether sweeps of the outbox take one batch an interval and no more.</summary>
    public bool SweepsSlowly => IsBefore(ref _sweepsSlowlyUntil);

    /// <summary>Whether what only follows from leads waits until they have their outcome.</summary>
    public bool StaysBehind => IsBefore(ref _staysBehindUntil) && time.GetElapsedTime(Volatile.Read(ref _staysBehindSince)) < options.Value.LongestBehind;

    /// <summary>Gives way for <see cref="PacingOptions.Hold"/> from now.</summary>
    public void GiveWay() => Hold(ref _until);

    /// <summary>Leaves what a bulk load puts into the outbox there for <see cref="PacingOptions.Hold"/> from now, but for one batch an interval. Events handed over live are not held up.</summary>
    public void SweepSlowly() => Hold(ref _sweepsSlowlyUntil);

    /// <summary>Notes that leads are on their way. A batch of no more than <see cref="PacingOptions.FloorPerSecond"/> is no load; a larger one holds back what follows from leads for a second.</summary>
    /// <param name="events">Events of leads that were handled together.</param>
    public void LeadsPass(int events)
    {
        if (events <= options.Value.FloorPerSecond)
            return;
        if (!IsBefore(ref _staysBehindUntil))
            Volatile.Write(ref _staysBehindSince, time.GetTimestamp());
        Hold(ref _staysBehindUntil, Turn);
    }

    /// <summary>Returns at once at full speed; while giving way after up to a second, when a handful may go on.</summary>
    /// <param name="wanted">Events one would handle together.</param>
    /// <returns>How many to handle now.</returns>
    public ValueTask<int> NextAsync(int wanted, CancellationToken cancellationToken) => NextAsync(wanted, behindLeads: false, cancellationToken);

    /// <summary>As <see cref="NextAsync(int, CancellationToken)"/>, for work that follows from leads and that none of them waits for: it gives way to them too.</summary>
    public ValueTask<int> NextBehindLeadsAsync(int wanted, CancellationToken cancellationToken) => NextAsync(wanted, behindLeads: true, cancellationToken);

    private async ValueTask<int> NextAsync(int wanted, bool behindLeads, CancellationToken cancellationToken)
    {
        if (!Waits(behindLeads))
            return wanted;
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Turn;)
        {
            await Task.Delay(Look, time, cancellationToken);
            if (!Waits(behindLeads))
                return wanted;
        }

        return Math.Min(wanted, options.Value.FloorPerSecond);
    }

    private bool Waits(bool behindLeads) => IsGivingWay || (behindLeads && StaysBehind);

    private bool IsBefore(ref long until) => options.Value.Enabled && time.GetTimestamp() < Volatile.Read(ref until);

    private void Hold(ref long until) => Hold(ref until, options.Value.Hold);

    private void Hold(ref long until, TimeSpan span) => Volatile.Write(ref until, time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency));
}
