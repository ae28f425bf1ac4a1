namespace LeadPlatform.Drills.Regions;

/// <summary>One step of a procedure.</summary>
/// <param name="Id">By which it is resumed at: lower case and dashes.</param>
/// <param name="Title">What it does, in the imperative.</param>
/// <param name="Why">What the operator must know of it.</param>
/// <param name="Command">For bash; may use the variables of <see cref="RegionVariables"/> only.</param>
/// <param name="Check">For bash: exit code 0 once the step has done what it is for.</param>
/// <param name="Minutes">What it may take, its check included; past that the procedure stops.</param>
/// <param name="Irreversible">Asked for before it is done.</param>
internal sealed record Step(string Id, string Title, string Why, string Command, string Check, int Minutes, bool Irreversible = false)
{
    /// <summary>The command of a step that only waits.</summary>
    public const string Nothing = "true";
}

/// <summary>Steps in order, from which both the runbook and what drives it are made.</summary>
/// <param name="Name">failover or failback: of the command, and of the runbook.</param>
/// <param name="Introduction">Markdown before the steps.</param>
/// <param name="Afterwards">Markdown behind them.</param>
internal sealed record Procedure(string Name, string Title, string Introduction, IReadOnlyList<Step> Steps, string Afterwards)
{
    public static IReadOnlyList<Procedure> All { get; } = [Failover.Procedure, Failback.Procedure];
}
