using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

public sealed class GroundTests
{
    [Theory]
    [InlineData("Test", "Test", "ada.byron@example.com", "test_data")]
    [InlineData("Ada", "Test", "test1@example.com", "test_data")]
    [InlineData("asdf", "qwerty", "ada.byron@example.com", "test_data")]
    [InlineData("Ada", "Test", "ada@example.com", null)]
    [InlineData("Ada", "Testa", "ada@example.com", null)]
    public void One_hint_at_a_test_may_be_chance_two_are_not(string first, string last, string email, string? ground) =>
        new TestData().Findings(Leads.Good().WithContact(contact => contact with { FirstName = first, LastName = last, Email = email })).Ground.ShouldBe(ground);

    [Fact]
    public void A_note_that_says_it_is_a_test_is_enough() => new TestData().Findings(Leads.Good(notes: "This is a test, please ignore.")).Ground.ShouldBe("test_data");

    [Theory]
    [InlineData("+12122222222", "someone@mailinator.com", "unreachable")]
    [InlineData("+12122222222", null, "unreachable")]
    [InlineData(null, "noreply@example.com", "unreachable")]
    [InlineData("+12122222222", "ada.byron@example.com", null)]
    [InlineData("+12125550123", "someone@mailinator.com", null)]
    [InlineData("+12125550123", null, null)]
    public void A_lead_is_unreachable_when_no_way_of_contact_is_plausible(string? phone, string? email, string? ground) =>
        Scorer.Score(Leads.Good().WithContact(contact => contact with { Phone = phone, Email = email })).Ground.ShouldBe(ground);

    [Theory]
    [InlineData("2008-06-15", null)]
    [InlineData("2008-06-16", "under_age")]
    public void A_minor_is_disqualified_until_the_birthday(string born, string? ground) =>
        new UnderAge().Findings(Leads.Good().WithContact(contact => contact with { DateOfBirth = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture) })).Ground.ShouldBe(ground);

    [Fact]
    public void The_first_ground_names_the_verdict()
    {
        var (qualification, ground) = Scorer.Score(Leads.Good(notes: "This is a test. Do not contact me."));

        ground.ShouldBe("test_data");
        qualification.Score.ShouldBe(0);
        qualification.Band.ShouldBe(QualificationBand.Cold);
        qualification.Reasons.Select(reason => reason.Code).ShouldContain("contact_refused");
    }
}
