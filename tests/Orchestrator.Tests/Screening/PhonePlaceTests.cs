using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Signals;
using LeadPlatform.Orchestrator.Tests.Qualifying;

namespace LeadPlatform.Orchestrator.Tests.Screening;

public sealed class PhonePlaceTests
{
    [Theory]
    [InlineData("+12125550123", "NY", "")]
    [InlineData("+12015550123", "NY", "")]
    [InlineData("+13055550123", "NY", "")]
    [InlineData("+12135550123", "NY", "phone_far")]
    [InlineData("+13125550123", "NY", "phone_far")]
    [InlineData("+18085550123", "CA", "phone_far")]
    [InlineData("+16155550123", "KY", "")]
    [InlineData("+17875550123", "XX", "")]
    [InlineData("+442079460123", "NY", "")]
    [InlineData(null, "NY", "")]
    public void An_area_code_of_another_time_zone_is_far(string? phone, string state, string codes) =>
        new PhonePlace().Codes(Leads.Good().WithContact(contact => contact with { Phone = phone, Address = contact.Address with { State = state } }))
            .ShouldBe(codes.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
