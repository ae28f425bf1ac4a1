namespace LeadPlatform.Messaging.Consuming;

/// <summary>What a handler did with an event, and so what the listener does next. Only the listener acknowledges.</summary>
public readonly record struct Outcome
{
    private Outcome(OutcomeKind kind, string? reason, TimeSpan? after) => (Kind, Reason, After) = (kind, reason, after);

    public OutcomeKind Kind { get; }

    /// <summary>For people who look at dead letters: no personal data.</summary>
    public string? Reason { get; }

    public TimeSpan? After { get; }

    /// <summary>Handled (now or before): acknowledge.</summary>
    public static Outcome Done { get; } = new(OutcomeKind.Done, null, null);

    /// <summary>Not now: deliver again, by default after the consumer's back-off; a dead letter after its last attempt.</summary>
    public static Outcome Retry(string reason, TimeSpan? after = null) => new(OutcomeKind.Retry, reason, after);

    /// <summary>Never: store it as a dead letter with the reason.</summary>
    public static Outcome GiveUp(string reason) => new(OutcomeKind.GiveUp, reason, null);

    /// <summary><see cref="Done"/> for each of <paramref name="count"/> events.</summary>
    public static IReadOnlyList<Outcome> AllDone(int count)
    {
        var outcomes = new Outcome[count];
        Array.Fill(outcomes, Done);
        return outcomes;
    }
}

public enum OutcomeKind
{
    Done,
    Retry,
    GiveUp,
}
