namespace LeadPlatform.Orchestrator.Workflow;

/// <summary>One step of the qualification: reads the case, and adds what it finds.</summary>
internal interface ILeadStep
{
    /// <summary>One of <see cref="Contracts.Leads.StepName"/>.</summary>
    string Name { get; }

    /// <summary>Called once the lead is scored: a step that asks others may begin, so that all of them are asked at the same time.</summary>
    void Begin(LeadCase lead)
    {
    }

    /// <summary>
    /// Does it, at once where it asks nobody. A step that asks others returns by the case's deadline, and says so where it then has no answer; it throws where
    /// the lead can't be qualified at all, never because others are away.
    /// </summary>
    ValueTask<StepResult> RunAsync(LeadCase lead, CancellationToken cancellationToken);
}

/// <param name="Outcome">One of <see cref="Contracts.Leads.StepOutcome"/>.</param>
/// <param name="Reason">Stable snake_case code, or null.</param>
/// <param name="By">Provider and model, or null.</param>
internal readonly record struct StepResult(string Outcome, string? Reason = null, string? By = null)
{
    public static StepResult Done { get; } = new(Contracts.Leads.StepOutcome.Done);

    public static StepResult Skipped(string reason) => new(Contracts.Leads.StepOutcome.Skipped, reason);
}
