namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>The real clock, some time ahead: timers run as ever, and the time of day is the test's to choose.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _ticks));
        set => Volatile.Write(ref _ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
