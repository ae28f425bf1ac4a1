using LeadPlatform.Frontend.Console.Leads.ConsumerTime;
using LeadPlatform.Frontend.Console.Reader;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.Frontend.Tests.Console;

public sealed class ReaderSettingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 19, 41, 7, TimeSpan.Zero);
    private readonly ReaderSettings _reader = new(new FakeTimeProvider(Now));

    [Fact]
    public void Times_are_in_the_readers_zone_and_name_it()
    {
        _reader.UseZone("America/New_York").ShouldBeTrue();
        _reader.DateAndTime(Now).ShouldBe("Nov 22, 2:41 PM EST");
        _reader.DateAndTime(Now.AddMonths(-4)).ShouldBe("Jul 22, 3:41 PM EDT");
        _reader.DateAndTime(Now.AddYears(-1)).ShouldBe("Nov 22, 2025, 2:41 PM EST");
        _reader.TimeOfDay(Now).ShouldBe("2:41:07 PM EST");
        ReaderSettings.Utc(Now).ShouldBe("2026-11-22 19:41:07 UTC");
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData(null)]
    public void A_zone_that_does_not_exist_changes_nothing(string? zone)
    {
        _reader.UseZone(zone).ShouldBeFalse();
        _reader.DateAndTime(Now).ShouldBe("Nov 22, 7:41 PM UTC");
    }

    [Theory]
    [InlineData(0.4, "now")]
    [InlineData(12, "12 s")]
    [InlineData(190, "3 min")]
    [InlineData(7300, "2 h")]
    [InlineData(400_000, "4 d")]
    [InlineData(40_000_000, "1 y")]
    public void An_age_has_one_unit(double seconds, string age) => _reader.Age(Now.AddSeconds(-seconds)).ShouldBe(age);

    [Theory]
    [InlineData("05401", "2:41 PM EST")]
    [InlineData("85001", "12:41 PM MST")]
    [InlineData("99501-1234", "10:41 AM AKST")]
    [InlineData("96815", "9:41 AM HST")]
    [InlineData("79901", "12:41 PM MST")]
    public void A_consumers_time_comes_from_their_zip_code(string postalCode, string time) => _reader.TimeIn(ConsumerZones.Of(postalCode).ShouldNotBeNull()).ShouldBe(time);

    [Theory]
    [InlineData("00001")]
    [InlineData("ABCDE")]
    [InlineData("1")]
    public void A_zip_code_nobody_knows_has_no_time(string postalCode) => ConsumerZones.Of(postalCode).ShouldBeNull();
}
