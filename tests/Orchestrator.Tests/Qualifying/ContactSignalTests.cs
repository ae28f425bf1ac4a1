using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying.Signals;

namespace LeadPlatform.Orchestrator.Tests.Qualifying;

public sealed class ContactSignalTests
{
    [Theory]
    [InlineData("+12125550123", "phone_local")]
    [InlineData("(212) 555-0199", "phone_local")]
    [InlineData("1 646 555 0100", "phone_local")]
    [InlineData("+13125550123", "phone_plausible")]
    [InlineData("+12122222222", "phone_invented")]
    [InlineData("+12123456789", "phone_invented")]
    [InlineData("+12129876543", "phone_invented")]
    [InlineData("+12125551212", "phone_invented")]
    [InlineData("+18005550123", "phone_of_business")]
    [InlineData("+19005550123", "phone_of_business")]
    [InlineData("+14165550123", "phone_abroad")]
    [InlineData("+442079460123", "phone_abroad")]
    [InlineData("+17875550123", "phone_plausible")]
    [InlineData("+10005550123", "phone_invalid")]
    [InlineData("call me", "phone_invalid")]
    [InlineData(null, "phone_missing")]
    public void A_phone_number_is_judged(string? phone, string code) =>
        new PhonePlausibility().Codes(Leads.Good().WithContact(contact => contact with { Phone = phone })).ShouldBe([code]);

    [Fact]
    public void Every_number_of_the_fixture_range_counts_like_any_other()
    {
        for (var line = 100; line < 200; line++)
            PhonePlausibility.IsInvented($"212555{line:0000}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("ada.byron17@example.com", "email_of_name")]
    [InlineData("b.y.r.o.n@example.com", "email_of_name")]
    [InlineData("sunflower7@example.com", "email_plausible")]
    [InlineData("someone@mailinator.com", "email_disposable")]
    [InlineData("someone@inbox.mailinator.com", "email_disposable")]
    [InlineData("noreply@example.com", "email_unread")]
    [InlineData("sunflower@gmial.com", "email_mistyped")]
    [InlineData("sunflower@gmal.com", "email_mistyped")]
    [InlineData("sunflower@hotmaill.com", "email_mistyped")]
    [InlineData("sunflower@gmail.com", "email_plausible")]
    [InlineData("sunflower@ymail.com", "email_plausible")]
    [InlineData("sunflower@mail.com", "email_plausible")]
    [InlineData("info@example.com", "email_of_role")]
    [InlineData("xkcdqwrt@example.com", "email_random")]
    [InlineData("123456789@example.com", "email_random")]
    [InlineData(null, "email_missing")]
    public void An_email_address_is_judged(string? email, string code) =>
        new EmailPlausibility().Codes(Leads.Good().WithContact(contact => contact with { Email = email })).ShouldBe([code]);

    [Fact]
    public void A_shared_mailbox_is_right_for_a_business() =>
        new EmailPlausibility().Codes(Leads.Good(Line.Commercial).WithContact(contact => contact with { Email = "info@example.com" })).ShouldBe(["email_plausible"]);

    [Theory]
    [InlineData("gmail.com", "gmail.com", false)]
    [InlineData("gmai.com", "gmail.com", true)]
    [InlineData("gmaill.com", "gmail.com", true)]
    [InlineData("gmsil.com", "gmail.com", true)]
    [InlineData("gamil.com", "gmail.com", true)]
    [InlineData("gamli.com", "gmail.com", false)]
    [InlineData("gm.com", "gmail.com", false)]
    [InlineData("gmail.co", "gmail.com", true)]
    public void One_slip_is_one_letter_left_out_added_changed_or_swapped(string typed, string meant, bool slip) =>
        MailDomains.IsOneSlipAway(typed, meant).ShouldBe(slip);

    [Fact]
    public void Area_codes_are_known_by_state()
    {
        AreaCodes.StateOf("2125550123").ShouldBe("NY");
        AreaCodes.StateOf("2025550123").ShouldBe("DC");
        AreaCodes.StateOf("2065550123").ShouldBe("WA");
        AreaCodes.StateOf("8025550123").ShouldBe("VT");
        AreaCodes.StateOf("8005550123").ShouldBeNull();
        AreaCodes.StateOf("abc").ShouldBeNull();
    }

    [Fact]
    public void A_complete_lead_is_worth_more_than_a_sparse_one()
    {
        new Completeness().Codes(Leads.Good()).ShouldBe(["complete"]);
        new Completeness().Codes(Leads.Good().WithContact(contact => contact with { DateOfBirth = null })).ShouldBe(["nearly_complete"]);
        new Completeness().Codes(Leads.Good(details: "{}").WithContact(contact => contact with { DateOfBirth = null })).ShouldBeEmpty();
        new Completeness().Codes(Leads.Good(details: "{}").WithContact(contact => contact with { DateOfBirth = null, Email = null, Address = new AddressView(null, null, "NY", "10001") })).ShouldBe(["sparse"]);
    }
}
