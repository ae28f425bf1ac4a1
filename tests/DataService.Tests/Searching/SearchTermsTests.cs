using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LeadPlatform.DataService.Contacts;
using LeadPlatform.DataService.Searching;

namespace LeadPlatform.DataService.Tests.Searching;

public sealed class SearchTermsTests
{
    private static readonly SearchKeys Keys = new(new ContactKeys("a key for tests"u8));

    [Theory]
    [InlineData("(212) 555-0123")]
    [InlineData("212-555-0123")]
    [InlineData("212.555.0123")]
    [InlineData("+1 212 555 0123")]
    [InlineData("1 (212) 555-0123")]
    [InlineData(" 2125550123 ")]
    public void A_phone_in_any_format_is_one_key(string text) => Of(text).ShouldBe([Keys.OfPhone("+12125550123")]);

    [Fact]
    public void A_phone_of_another_country_is_found_with_its_code() => Of("+44 20 7946 0958").ShouldBe([Keys.OfPhone("+442079460958")]);

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ADA+Spring@Example.com")]
    [InlineData("<ada@example.com>,")]
    public void An_email_is_one_key_whatever_its_tag(string text) => Of(text).ShouldBe([Keys.OfEmail("ada@example.com")]);

    [Fact]
    public void Words_email_and_phone_stand_together() =>
        Of("Byron, Ada (212) 555-0123 ada@example.com").Order().ShouldBe(
            new[] { Keys.OfNameWord("ada"), Keys.OfNameWord("byron"), Keys.OfPhone("+12125550123"), Keys.OfEmail("ada@example.com") }.Order());

    [Fact]
    public void Digits_in_an_email_are_no_phone() => Of("2125550123@example.com").ShouldBe([Keys.OfEmail("2125550123@example.com")]);

    [Fact]
    public void A_lead_id_is_found_as_it_is()
    {
        var id = Guid.CreateVersion7();
        foreach (var text in new[] { id.ToString(), id.ToString().ToUpperInvariant(), id.ToString("N") })
        {
            SearchTerms.TryParse(text, Keys, out var terms).ShouldBeTrue();
            terms.LeadId.ShouldBe(id);
        }
    }

    [Theory]
    [InlineData("?")]
    [InlineData("- . -")]
    [InlineData("ada@")]
    [InlineData("ada@example byron")]
    public void What_can_not_be_searched_is_refused(string text) => SearchTerms.TryParse(text, Keys, out _).ShouldBeFalse();

    [Property]
    public bool Any_text_is_taken_or_refused(NonNull<string> text) => !SearchTerms.TryParse(text.Get, Keys, out var terms) || terms.LeadId is not null || terms.Keys.Count > 0;

    private static IReadOnlyList<long> Of(string text)
    {
        SearchTerms.TryParse(text, Keys, out var terms).ShouldBeTrue();
        return terms.Keys;
    }
}
