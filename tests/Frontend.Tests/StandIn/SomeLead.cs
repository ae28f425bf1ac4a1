using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>Leads as the API shows them, complete but for what a test names.</summary>
public static class SomeLead
{
    public static LeadView Received(string firstName = "Hallie", string lastName = "Cole", string line = Line.Auto, DateTimeOffset? at = null, string state = "VT", string postalCode = "05401")
    {
        var time = at ?? DateTimeOffset.UtcNow;
        return new LeadView(
            Guid.CreateVersion7(time), LeadStatus.Received, line, time, time, Guid.CreateVersion7(), "spring-1",
            new ContactView(firstName, lastName, $"{firstName}.{lastName}@example.com".ToLowerInvariant(), "+18025550142", new DateOnly(1985, 3, 27),
                new AddressView("12 Maple Street", "Burlington", state, postalCode)),
            new ConsentView("By clicking \"Get my quote\" I agree that Example Insurance may call, text and email me about insurance.", ["Example Insurance"], ["phone", "sms", "email"],
                time, "https://quotes.example.com/auto", "203.0.113.7", "Mozilla/5.0", null),
            "I have two teenage drivers and a recent speeding ticket.",
            JsonSerializer.SerializeToElement(new { vehicleYear = 2019, vehicleMake = "Toyota", vehicleModel = "Corolla", currentlyInsured = true, accidentsLast3Years = 1 }),
            null, null, null);
    }

    public static LeadView Qualified(this LeadView lead, int score = 82, string urgency = QualificationUrgency.Soon) => lead with
    {
        Status = LeadStatus.Qualified,
        UpdatedAt = lead.UpdatedAt.AddMilliseconds(240),
        Qualification = new Qualification(lead.Line, score, QualificationBand.Of(score),
        [
            new QualificationReason("contact_complete", "Phone, email and address are all there and plausible", 22),
            new QualificationReason("insured_now", "Insured now, so a switch is likely", 14),
            new QualificationReason("urgency_words", "Says when the cover is needed", 9),
            new QualificationReason("accidents", "One accident in the last three years", -6),
        ], QualificationIntent.Switch, urgency, "Insured driver who compares after a ticket; reachable by phone and email.", "local-points-1"),
    };

    public static LeadView AssignedTo(this LeadView lead, Guid agentId, string agentName) => lead with
    {
        Status = LeadStatus.Assigned,
        UpdatedAt = lead.UpdatedAt.AddMilliseconds(110),
        Assignment = new AssignmentView(agentId, agentName, lead.UpdatedAt.AddMilliseconds(100)),
    };

    public static TimelineItem[] Timeline(this LeadView lead)
    {
        List<TimelineItem> items = [new(lead.LeadId, lead.ReceivedAt, LeadEvents.Received, $"Received for {lead.Line} insurance in {lead.Contact.Address.State}", null)];
        if (lead.Qualification is { } found)
            items.Add(new(Guid.CreateVersion7(), lead.ReceivedAt.AddMilliseconds(240), LeadEvents.Qualified, $"Qualified with {found.Score} of 100 ({found.Band})", null));
        if (lead.Assignment is { } assignment)
            items.Add(new(Guid.CreateVersion7(), assignment.At, LeadEvents.Assigned, $"Assigned to {assignment.AgentName}", null));
        return [.. items];
    }
}
