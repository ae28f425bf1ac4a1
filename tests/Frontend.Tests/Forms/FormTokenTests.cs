using LeadPlatform.Frontend.Forms;
using LeadPlatform.Frontend.Forms.Checks;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Frontend.Tests.Forms;

public sealed class FormTokenTests
{
    private static readonly Guid Page = Guid.CreateVersion7();
    private readonly Clock _clock = new();

    [Fact]
    public void A_token_tells_how_long_ago_it_was_issued()
    {
        var token = Tokens("key-1").Issue(FormTokens.Run, "auto", Page);
        _clock.Now += TimeSpan.FromMinutes(7);

        Tokens("key-1").Age(FormTokens.Run, "auto", Page, token).ShouldBe(TimeSpan.FromMinutes(7));
    }

    [Theory]
    [InlineData("key-2", FormTokens.Run, "auto", true)]
    [InlineData("key-1", FormTokens.Check, "auto", true)]
    [InlineData("key-1", FormTokens.Run, "home", true)]
    [InlineData("key-1", FormTokens.Run, "auto", false)]
    public void It_holds_for_nothing_else(string key, string kind, string line, bool samePage)
    {
        var token = Tokens("key-1").Issue(FormTokens.Run, "auto", Page);

        Tokens(key).Age(kind, line, samePage ? Page : Guid.CreateVersion7(), token).ShouldBeNull();
    }

    [Fact]
    public void A_changed_token_is_none()
    {
        var token = Tokens("key-1").Issue(FormTokens.Run, "auto", Page);
        for (var i = 0; i < token.Length - 1; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Tokens("key-1").Age(FormTokens.Run, "auto", Page, changed).ShouldBeNull(changed);
        }

        foreach (var wrong in new[] { "", "A", token + "A", token[..^2], new string('A', 10_000), "ä" })
            Tokens("key-1").Age(FormTokens.Run, "auto", Page, wrong).ShouldBeNull();
    }

    private FormTokens Tokens(string key) => new(Options.Create(new FormsOptions { SourceKey = key }), _clock);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
