using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Policies;
using LeadPlatform.Orchestrator.Qualifying.Signals;
using LeadPlatform.Orchestrator.Tests.Qualifying;

namespace LeadPlatform.Orchestrator.Tests.Screening;

public sealed class ConsentPolicyTests
{
    [Theory]
    [InlineData(Line.Medicare, "I agree.", true, 0, null)]
    [InlineData(Line.Medicare, "I agree.", false, 0, "consent_without_seller")]
    [InlineData(Line.Medicare, "I agree.", false, 700, null)]
    [InlineData(Line.Auto, "I agree.", false, 0, null)]
    [InlineData(Line.Auto, " ", true, 0, "consent_without_wording")]
    public void A_consent_must_meet_the_rules_of_its_line_and_day(string line, string text, bool seller, int daysBefore, string? ground) =>
        new ConsentPolicy().Findings(Leads.Good(line).WithConsent(consent => consent with
        {
            Text = text,
            Sellers = seller ? ["Example Insurance"] : [],
            CapturedAt = Leads.Arrival.AddDays(-daysBefore),
        })).Ground.ShouldBe(ground);

    [Fact]
    public void A_rule_on_calls_asks_nothing_of_who_may_not_be_called() =>
        new ConsentPolicy().Findings(Leads.Good().WithConsent(consent => consent with { Text = "", Channels = ["email"] })).Ground.ShouldBeNull();

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public void A_rule_may_limit_the_age_of_consents(int days, bool met)
    {
        var rule = new ConsentRule("consent_old", "Too old.", [Line.Life], new DateOnly(2020, 1, 1), new DateOnly(2027, 1, 1), "fresh", 30, null, "A test.");

        rule.IsMetBy(new(Leads.Good(Line.Life).WithConsent(consent => consent with { CapturedAt = Leads.Arrival.AddDays(-days) }))).ShouldBe(met);
        rule.Covers(Line.Life, new DateOnly(2026, 12, 31)).ShouldBeTrue();
        rule.Covers(Line.Life, new DateOnly(2027, 1, 1)).ShouldBeFalse();
        rule.Covers(Line.Life, new DateOnly(2019, 12, 31)).ShouldBeFalse();
        rule.Covers(Line.Auto, new DateOnly(2026, 1, 1)).ShouldBeFalse();
    }

    [Fact]
    public void Every_rule_names_its_source_and_can_be_asked()
    {
        ConsentRules.All.ShouldNotBeEmpty();
        foreach (var rule in ConsentRules.All)
        {
            rule.Source.ShouldNotBeNullOrWhiteSpace();
            rule.Lines.ShouldBeSubsetOf(Line.All);
            rule.IsMetBy(new(Leads.Good())).ShouldBeTrue();
        }
    }
}
