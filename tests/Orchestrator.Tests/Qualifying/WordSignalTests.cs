using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

public sealed class WordSignalTests
{
    [Theory]
    [InlineData("Need a quote today, my auto policy expires on Friday.", QualificationUrgency.Now)]
    [InlineData("ASAP!!!", QualificationUrgency.Now)]
    [InlineData("Lo antes posible, por favor", QualificationUrgency.Now)]
    [InlineData("Moving to a new house next month.", QualificationUrgency.Soon)]
    [InlineData("Turning 65 in March and need help choosing a plan.", QualificationUrgency.Soon)]
    [InlineData("Just comparing prices, no rush.", QualificationUrgency.Later)]
    [InlineData("Not urgent, today or next year", QualificationUrgency.Later)]
    [InlineData("I have two teenage drivers", QualificationUrgency.Soon)]
    [InlineData(null, QualificationUrgency.Soon)]
    [InlineData("Todayish matters to Asapians", QualificationUrgency.Soon)]
    public void Hurry_is_read_from_whole_words(string? notes, string urgency) =>
        new UrgencyWords().Findings(Leads.Good(notes: notes)).Urgency.ShouldBe(urgency);

    [Fact]
    public void A_time_frame_among_the_details_counts_too() =>
        new UrgencyWords().Findings(Leads.Good(details: """{"timeframe":"within 7 days"}""")).Urgency.ShouldBe(QualificationUrgency.Now);

    [Fact]
    public void A_name_among_the_details_does_not() =>
        new UrgencyWords().Codes(Leads.Good(Line.Commercial, """{"businessName":"Urgent Care Today"}""")).ShouldBeEmpty();

    [Theory]
    [InlineData("My current carrier raised my rate by 40% after one claim.", false, QualificationIntent.Switch)]
    [InlineData("my policy expires on Friday", true, QualificationIntent.Renewal)]
    [InlineData("Just comparing prices, no rush.", true, QualificationIntent.Information)]
    [InlineData("Hello", true, QualificationIntent.Switch)]
    [InlineData("Hello", false, QualificationIntent.NewPolicy)]
    public void Intent_is_read_from_words_then_from_facts(string notes, bool insured, string intent) =>
        new IntentWords().Findings(Leads.Good(notes: notes, details: $$"""{"currentlyInsured":{{(insured ? "true" : "false")}}}""")).Intent.ShouldBe(intent);

    [Theory]
    [InlineData("Please call after 6pm, I work days.", "asks_for_contact")]
    [InlineData("I have two cars", "wrote_notes")]
    [InlineData(null, null)]
    public void Whoever_writes_or_asks_for_a_call_means_it(string? notes, string? code) =>
        new Engagement().Codes(Leads.Good(notes: notes)).ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData("Do not contact me again.")]
    [InlineData("DON'T CONTACT ME")]
    [InlineData("Please remove me from your list")]
    [InlineData("No me contacten más")]
    public void Who_refuses_contact_is_disqualified(string notes) => new ContactRefused().Findings(Leads.Good(notes: notes)).Ground.ShouldBe("contact_refused");

    [Theory]
    [InlineData("No llamar, solo correo electrónico por favor.")]
    [InlineData("Please contact me in the evening")]
    [InlineData(null)]
    public void Who_prefers_another_way_or_time_is_not(string? notes) => new ContactRefused().Findings(Leads.Good(notes: notes)).Ground.ShouldBeNull();

    [Fact]
    public void Phrases_are_found_as_whole_words_whatever_stands_between_them()
    {
        var text = new LeadText("Hello,   World!  I don't… (really) know", []);

        text.Has("hello world").ShouldBeTrue();
        text.Has("dont really know").ShouldBeTrue();
        text.Has("hell").ShouldBeFalse();
        text.Has("orld").ShouldBeFalse();
    }
}
