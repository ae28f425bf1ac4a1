using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Bench.Data.Inventing;

/// <summary>What happened to a lead, as its timeline has it.</summary>
internal static class LeadHistory
{
    public static IEnumerable<(string Type, DateTimeOffset At, string Data)> Of(StoredLead lead)
    {
        if (lead.Qualification is not { } qualification)
            yield break;
        if (lead.Status == LeadStatus.Disqualified)
        {
            yield return (LeadEvents.Disqualified, lead.QualifiedAt, JsonSerializer.Serialize(new LeadDisqualified("no_contact", qualification), EventJson.Default.LeadDisqualified));
            yield break;
        }

        yield return (LeadEvents.Qualified, lead.QualifiedAt, JsonSerializer.Serialize(
            new LeadQualified(lead.Line, lead.State, lead.PostalCode, lead.Source.Id, qualification), EventJson.Default.LeadQualified));
        if (lead.Status == LeadStatus.Unmatched)
            yield return (LeadEvents.Unmatched, lead.AssignedAt, JsonSerializer.Serialize(new LeadUnmatched(UnmatchedReason.NoCapacity), EventJson.Default.LeadUnmatched));
        if (lead.Agent is not { } agent)
            yield break;
        yield return (LeadEvents.Assigned, lead.AssignedAt, JsonSerializer.Serialize(new LeadAssigned(lead.LeadId, agent.Id, agent.Name), EventJson.Default.LeadAssigned));
        if (lead.Disposition is { } outcome)
            yield return (LeadEvents.DispositionSet, lead.DispositionAt, JsonSerializer.Serialize(new LeadDispositionSet(agent.Id, outcome, null), EventJson.Default.LeadDispositionSet));
    }
}
