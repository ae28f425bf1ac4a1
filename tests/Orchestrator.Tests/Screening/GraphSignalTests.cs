using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Signals;
using LeadPlatform.Orchestrator.Tests.Qualifying;

namespace LeadPlatform.Orchestrator.Tests.Screening;

public sealed class GraphSignalTests
{
    [Theory]
    [InlineData(1, 1, 1, "")]
    [InlineData(3, 5, 5, "")]
    [InlineData(4, 1, 1, "phone_repeated")]
    [InlineData(8, 1, 1, "phone_flood")]
    [InlineData(1, 6, 1, "address_repeated")]
    [InlineData(1, 12, 1, "address_flood")]
    [InlineData(1, 1, 6, "ip_repeated")]
    [InlineData(1, 1, 20, "ip_flood")]
    [InlineData(100, 100, 100, "phone_flood,address_flood,ip_flood")]
    [InlineData(0, 0, 0, "")]
    public void Leads_that_come_too_fast_are_worth_less(int phone, int address, int ip, string codes) =>
        new Velocity().Codes(Leads.Good() with { Signals = new QualificationSignals(null, 0, phone, address, ip) }).ShouldBe(codes.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "")]
    [InlineData(3, "ring")]
    [InlineData(8, "large_ring")]
    public void A_ring_of_people_with_one_contact_is_worth_less(int size, string code) =>
        new SharedContacts().Codes(Leads.Good() with { Signals = new QualificationSignals("ring-1", size, 1, 1, 1) }).ShouldBe(code.Split(',', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Without_the_graph_nothing_is_said_of_it()
    {
        new Velocity().Codes(Leads.Good()).ShouldBeEmpty();
        new SharedContacts().Codes(Leads.Good()).ShouldBeEmpty();
    }

    [Fact]
    public void They_lower_the_score_and_disqualify_nobody()
    {
        var lead = Leads.Good();
        var flooded = lead with { Signals = new QualificationSignals("ring-1", 9, 9, 13, 21) };

        Scorer.Score(flooded).Ground.ShouldBeNull();
        Scorer.Score(flooded).Qualification.Score.ShouldBeLessThan(Scorer.Score(lead).Qualification.Score);
    }
}
