using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;

namespace LeadPlatform.DataService.Tests;

/// <summary>Events of a lead as the other services publish them.</summary>
internal static class LeadEventsOf
{
    public static readonly Qualification Good = new(
        "auto", 82, QualificationBand.Hot, [new QualificationReason("phone_valid", "Phone number can be dialled", 10)],
        QualificationIntent.Switch, QualificationUrgency.Now, "Auto cover in NY, insured today.", "local-points-1");

    public static OutgoingEvent Qualified(Guid leadId) =>
        OutgoingEvent.Create(LeadEvents.Qualified, leadId, new LeadQualified("auto", "NY", "10001", Guid.NewGuid(), Good), EventJson.Default.LeadQualified, DateTimeOffset.UtcNow);

    public static OutgoingEvent Disqualified(Guid leadId) =>
        OutgoingEvent.Create(LeadEvents.Disqualified, leadId, new LeadDisqualified("no_contact", Good with { Score = 5, Band = QualificationBand.Cold }), EventJson.Default.LeadDisqualified, DateTimeOffset.UtcNow);

    public static OutgoingEvent Amended(Guid leadId, int revision, int score) =>
        OutgoingEvent.Create(
            LeadEvents.Amended,
            leadId,
            new LeadAmended(AmendmentCause.LateAnalysis, Good with { Score = score, Band = QualificationBand.Of(score), Revision = revision }, [new QualificationStep(StepName.Analyse, StepOutcome.Done, 7000)]),
            EventJson.Default.LeadAmended,
            DateTimeOffset.UtcNow);

    public static OutgoingEvent Assigned(Guid leadId, Guid agentId, string agentName = "Avery Brooks") =>
        OutgoingEvent.Create(LeadEvents.Assigned, leadId, new LeadAssigned(Guid.CreateVersion7(), agentId, agentName), EventJson.Default.LeadAssigned, DateTimeOffset.UtcNow);

    public static OutgoingEvent Unmatched(Guid leadId) =>
        OutgoingEvent.Create(LeadEvents.Unmatched, leadId, new LeadUnmatched(UnmatchedReason.NoCapacity), EventJson.Default.LeadUnmatched, DateTimeOffset.UtcNow);

    public static OutgoingEvent Disposition(Guid leadId, Guid agentId, string outcome, string? reason = null) =>
        OutgoingEvent.Create(LeadEvents.DispositionSet, leadId, new LeadDispositionSet(agentId, outcome, reason), EventJson.Default.LeadDispositionSet, DateTimeOffset.UtcNow);
}
