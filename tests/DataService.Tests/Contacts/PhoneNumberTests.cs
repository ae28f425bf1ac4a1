using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Tests.Contacts;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("(212) 555-0123")]
    [InlineData("212-555-0123")]
    [InlineData("212.555.0123")]
    [InlineData("1 212 555 0123")]
    [InlineData("+1 (212) 555-0123")]
    [InlineData("2125550123")]
    public void Every_way_to_write_a_number_gives_one_number(string text) => PhoneNumber.Parse(text).ShouldBe("+12125550123");

    [Theory]
    [InlineData("12345")]
    [InlineData("555-0123")]
    [InlineData("call me")]
    [InlineData("000-555-0123")]
    [InlineData("")]
    [InlineData("212555012321255501232125550123212555012321255501")]
    public void What_can_not_be_dialled_is_no_number(string text) => PhoneNumber.Parse(text).ShouldBeNull();

    [Property]
    public bool Any_text_gives_a_number_or_null_and_what_it_gives_is_stable(NonNull<string> text) =>
        PhoneNumber.Parse(text.Get) is not { } number || PhoneNumber.Parse(number) == number;

    [Property(MaxTest = 20_000)]
    public bool The_short_way_says_what_the_library_says(uint random)
    {
        var digits = (2_000_000_000L + (random % 8_000_000_000L)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] ways = [digits, $"+1{digits}", $"({digits[..3]}) {digits[3..6]}-{digits[6..]}", $"1-{digits[..3]}.{digits[3..]}"];
        var text = ways[random % 4];
        return PhoneNumber.Parse(text) == PhoneNumber.ParseAny(text);
    }

    [Property]
    public bool Punctuation_changes_nothing(byte last)
    {
        var (a, b) = ($"(303) 555-01{last % 100:00}", $"+1303.555.01{last % 100:00}");
        return PhoneNumber.Parse(a) is { } number && number == PhoneNumber.Parse(b);
    }
}
