using FsCheck.Xunit;
using LeadPlatform.DataService.Reading;

namespace LeadPlatform.DataService.Tests.Reading;

public sealed class LeadCursorTests
{
    [Property]
    public bool A_cursor_comes_back_as_the_id_it_was_made_of(Guid id) => LeadCursor.TryParse(LeadCursor.Format(id), out var back) && back == id;

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_cursor_is_refused(string text) => LeadCursor.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void The_first_id_of_a_time_stands_before_every_id_of_it_and_after_all_earlier_ones()
    {
        var time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 123, TimeSpan.Zero);
        var first = LeadCursor.FirstOf(time);
        for (var i = 0; i < 100; i++)
        {
            InDatabaseOrder(first, Guid.CreateVersion7(time)).ShouldBeLessThanOrEqualTo(0);
            InDatabaseOrder(first, Guid.CreateVersion7(time.AddMilliseconds(-1))).ShouldBeGreaterThan(0);
        }
    }

    private static int InDatabaseOrder(Guid a, Guid b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true));
}
