using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;

namespace LeadPlatform.DataService.Recording;

/// <summary>What the events of one batch say about one lead, later ones over earlier ones. Null: they say nothing of it.</summary>
internal sealed class LeadState(Guid leadId)
{
    public Guid LeadId { get; } = leadId;

    public DateTimeOffset At { get; private set; }

    public string? Status { get; private set; }

    public Qualification? Qualification { get; private set; }

    /// <summary>Of the qualification; null without one.</summary>
    public int? Revision => Qualification is null ? null : Qualification.Revision ?? 0;

    public LeadAssigned? Assigned { get; private set; }

    public DateTimeOffset? AssignedAt { get; private set; }

    public LeadDispositionSet? Disposition { get; private set; }

    public DateTimeOffset? DispositionAt { get; private set; }

    public string? QualificationJson => Qualification is null ? null : JsonSerializer.Serialize(Qualification, EventJson.Default.Qualification);

    public void Apply(ReceivedEvent one)
    {
        At = one.Time > At ? one.Time : At;
        switch (one.Type)
        {
            case LeadEvents.Qualified:
                Know(one.DataAs(EventJson.Default.LeadQualified).Qualification);
                Advance(LeadStatus.Qualified);
                break;
            case LeadEvents.Disqualified:
                Know(one.DataAs(EventJson.Default.LeadDisqualified).Qualification);
                Advance(LeadStatus.Disqualified);
                break;
            case LeadEvents.Amended:
                Know(one.DataAs(EventJson.Default.LeadAmended).Qualification);
                break;
            case LeadEvents.Unmatched:
                Advance(LeadStatus.Unmatched);
                break;
            case LeadEvents.Assigned:
                Assigned = one.DataAs(EventJson.Default.LeadAssigned);
                AssignedAt = one.Time;
                Advance(LeadStatus.Assigned);
                break;
            case LeadEvents.DispositionSet when DispositionAt is null || one.Time >= DispositionAt:
                Disposition = one.DataAs(EventJson.Default.LeadDispositionSet);
                DispositionAt = one.Time;
                break;
        }
    }

    private void Know(Qualification qualification)
    {
        if (Revision is null || (qualification.Revision ?? 0) >= Revision)
            Qualification = qualification;
    }

    private void Advance(string status)
    {
        if (Status is null || StatusOrder.Rank(status) > StatusOrder.Rank(Status))
            Status = status;
    }
}

/// <summary>Which state may follow which: a state is only ever replaced by one that stands later in this list.</summary>
internal static class StatusOrder
{
    private static readonly string[] Order = [LeadStatus.Received, LeadStatus.Duplicate, LeadStatus.Suppressed, LeadStatus.Qualified, LeadStatus.Disqualified, LeadStatus.Unmatched, LeadStatus.Assigned];

    /// <summary>The same list for PostgreSQL.</summary>
    public static readonly string Sql = $"ARRAY[{string.Join(",", Order.Select(status => $"'{status}'"))}]";

    public static int Rank(string status) => Array.IndexOf(Order, status);
}
