using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary>What the qualification of a lead found.</summary>
/// <param name="Status">Where the lead stands, one of <see cref="LeadStatus"/>.</param>
/// <param name="Qualification">Left out while the lead is not qualified yet.</param>
/// <param name="Runs">Each time it was qualified, oldest first.</param>
public sealed record QualificationView(Guid LeadId, string Status, string Line, Qualification? Qualification, IReadOnlyList<QualificationRun> Runs);

/// <summary>One pass through the steps.</summary>
/// <param name="Cause">received, or one of <see cref="Contracts.Events.AmendmentCause"/>.</param>
/// <param name="Revision">0 for the first; the highest one counts.</param>
/// <param name="Ground">What disqualified the lead; left out where it qualified, and for amendments.</param>
/// <param name="Steps">Each step with its outcome and time, in their order. Empty for leads of versions that did not tell.</param>
public sealed record QualificationRun(DateTimeOffset At, string Cause, int Revision, int Score, string Model, string? Ground, IReadOnlyList<QualificationStep> Steps);
