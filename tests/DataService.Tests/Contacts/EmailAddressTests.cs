using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LeadPlatform.DataService.Contacts;

namespace LeadPlatform.DataService.Tests.Contacts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("ADA@Example.COM", "ada@example.com")]
    [InlineData("a.b+c_d@mail.example.co", "a.b+c_d@mail.example.co")]
    [InlineData("o'hara@xn--bcher-kva.example", "o'hara@xn--bcher-kva.example")]
    public void An_address_is_kept_in_lower_case(string text, string address) => EmailAddress.Parse(text).ShouldBe(address);

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@@example.com")]
    [InlineData("ada@example")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@example..com")]
    [InlineData("ada@127.0.0.1")]
    [InlineData(".ada@example.com")]
    [InlineData("ada.@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("ada byron@example.com")]
    [InlineData("ada@exam ple.com")]
    [InlineData("\"ada\"@example.com")]
    [InlineData("ada@example.c")]
    [InlineData("adä@example.com")]
    public void What_no_server_delivers_is_no_address(string text) => EmailAddress.Parse(text).ShouldBeNull();

    [Fact]
    public void Length_limits_hold()
    {
        EmailAddress.Parse(new string('a', 64) + "@example.com").ShouldNotBeNull();
        EmailAddress.Parse(new string('a', 65) + "@example.com").ShouldBeNull();
        EmailAddress.Parse("a@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 4)) + ".com").ShouldNotBeNull();
        EmailAddress.Parse("a@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 5)) + ".com").ShouldBeNull();
    }

    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("ada+spring@example.com", "ada@example.com")]
    [InlineData("ada+a+b@example.com", "ada@example.com")]
    [InlineData("+ada@example.com", "+ada@example.com")]
    [InlineData("a.d.a@example.com", "a.d.a@example.com")]
    [InlineData("a.d.a@gmail.com", "ada@gmail.com")]
    [InlineData("a.d.a+x@googlemail.com", "ada@gmail.com")]
    public void What_does_not_tell_people_apart_is_folded_away(string address, string folded) => EmailAddress.Fold(address).ShouldBe(folded);

    [Property]
    public bool Folding_again_changes_nothing_and_a_tag_tells_nobody_apart(byte name, byte tag, byte domain)
    {
        string[] domains = ["example.com", "gmail.com", "googlemail.com", "mail.example.co"];
        var address = EmailAddress.Parse($"A.b{name}@{domains[domain % 4]}")!;
        var tagged = address.Replace("@", $"+t{tag}@", StringComparison.Ordinal);
        var folded = EmailAddress.Fold(address);
        return EmailAddress.Fold(folded) == folded && EmailAddress.Fold(tagged) == folded && EmailAddress.Parse(folded) == folded;
    }

    [Property]
    public bool Any_text_gives_an_address_or_null_and_what_it_gives_is_stable(NonNull<string> text) =>
        EmailAddress.Parse(text.Get) is not { } address || EmailAddress.Parse(address) == address;
}
