namespace LeadPlatform.Messaging.Consuming;

/// <summary>How one durable consumer pulls. Overridden by configuration <c>Messaging:Consumers:{durable}</c>.</summary>
public sealed class ConsumerOptions
{
    /// <summary>Events a batch, at most: 1 to 5,000. A lone event is handled at once, a batch only grows with what waits. Default 500.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>Batches handled at the same time: 1 to 64. More than one gives up the order of events, for handlers that wait for others. Default 1.</summary>
    public int Batches { get; set; } = 1;

    /// <summary>For handlers no lead waits for: they give way to leads on their way too, see <see cref="Pacing.Pace.NextBehindLeadsAsync"/>. Default false.</summary>
    public bool BehindLeads { get; set; }

    /// <summary>Failed attempts after which an event becomes a dead letter: 1 to 100. Default 8.</summary>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long the server waits for an acknowledgement before it delivers again: 5 s to 10 min. Default 30 s.</summary>
    public TimeSpan AckWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>First delay before a failed event comes again; doubles up to <see cref="MaxRetryDelay"/>. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Default 1 min.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    internal TimeSpan DelayBefore(int nextAttempt) =>
        TimeSpan.FromTicks(Math.Min(MaxRetryDelay.Ticks, RetryDelay.Ticks << Math.Min(nextAttempt - 2, 20)));
}
