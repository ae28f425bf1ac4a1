using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

public sealed class ConsentSignalTests
{
    [Theory]
    [InlineData(0.5, "consent_fresh")]
    [InlineData(1, "consent_fresh")]
    [InlineData(2, "consent_of_the_day")]
    [InlineData(24, "consent_of_the_day")]
    [InlineData(25, "consent_of_the_week")]
    [InlineData(168, "consent_of_the_week")]
    [InlineData(169, "consent_of_the_month")]
    [InlineData(720, "consent_of_the_month")]
    [InlineData(721, "consent_old")]
    [InlineData(2160, "consent_old")]
    [InlineData(2161, "consent_very_old")]
    public void The_age_of_consent_counts_from_the_arrival(double hours, string code) =>
        new ConsentFreshness().Codes(Leads.Good().WithConsent(consent => consent with { CapturedAt = Leads.Arrival.AddHours(-hours) })).ShouldBe([code]);

    [Theory]
    [InlineData("phone,sms,email", true, true, "may_call_and_write")]
    [InlineData("phone,email", true, true, "may_call_and_write")]
    [InlineData("phone", true, true, "may_call")]
    [InlineData("phone,email", true, false, "may_call")]
    [InlineData("sms", true, true, "may_write_only")]
    [InlineData("email", true, true, "may_write_only")]
    [InlineData("email", true, false, "no_usable_channel")]
    [InlineData("phone,sms", false, true, "no_usable_channel")]
    public void Consent_counts_for_the_contact_there_is(string channels, bool phone, bool email, string code) =>
        new ConsentChannels().Codes(Leads.Good()
            .WithConsent(consent => consent with { Channels = channels.Split(',') })
            .WithContact(contact => contact with { Phone = phone ? contact.Phone : null, Email = email ? contact.Email : null })).ShouldBe([code]);
}
