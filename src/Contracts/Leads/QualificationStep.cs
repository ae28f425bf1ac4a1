namespace LeadPlatform.Contracts.Leads;

/// <summary>One step of a qualification, as it went.</summary>
/// <param name="Name">One of <see cref="StepName"/>.</param>
/// <param name="Outcome">One of <see cref="StepOutcome"/>.</param>
/// <param name="Milliseconds">How long it took, to a thousandth.</param>
/// <param name="Reason">Stable snake_case code of why it went so; left out where there is nothing to say.</param>
/// <param name="By">The provider and model that did it; left out for what is worked out on the spot.</param>
public sealed record QualificationStep(string Name, string Outcome, double Milliseconds, string? Reason = null, string? By = null);

/// <summary>The steps, in their order.</summary>
public static class StepName
{
    public const string Screen = "screen";
    public const string Score = "score";
    public const string Analyse = "analyse";
    public const string Embed = "embed";
    public const string Decide = "decide";

    public static IReadOnlyList<string> All { get; } = [Screen, Score, Analyse, Embed, Decide];
}

public static class StepOutcome
{
    public const string Done = "done";

    /// <summary>Not needed, or switched off.</summary>
    public const string Skipped = "skipped";

    /// <summary>Failed; the local result stands in for it.</summary>
    public const string Fallback = "fallback";

    /// <summary>Not done by the deadline: the lead went on with the local result, and an amendment follows if the step still succeeds.</summary>
    public const string Late = "late";
}
