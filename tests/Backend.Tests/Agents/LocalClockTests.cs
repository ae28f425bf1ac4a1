using LeadPlatform.Backend.Agents;

namespace LeadPlatform.Backend.Tests.Agents;

public sealed class LocalClockTests
{
    private static readonly WorkingHours[] NightShift =
    [
        new() { Day = 5, From = new TimeOnly(22, 0), To = TimeOnly.MinValue },
        new() { Day = 6, From = TimeOnly.MinValue, To = new TimeOnly(6, 0) },
    ];

    [Theory]
    [InlineData("2026-03-06T21:59:59", false)]
    [InlineData("2026-03-06T22:00:00", true)]
    [InlineData("2026-03-06T23:59:59", true)]
    [InlineData("2026-03-07T00:00:00", true)]
    [InlineData("2026-03-07T05:59:59", true)]
    [InlineData("2026-03-07T06:00:00", false)]
    public void A_night_shift_of_two_spans_has_no_gap_at_midnight(string local, bool onDuty) =>
        LocalClock.Of("America/New_York", DateTimeOffset.Parse(local + "-05:00", null)).IsWithin(NightShift).ShouldBe(onDuty);

    [Theory]
    [InlineData("2026-03-08T13:30:00Z", true)]
    [InlineData("2026-03-01T13:30:00Z", false)]
    public void Hours_follow_the_local_clock_over_daylight_saving(string utc, bool onDuty)
    {
        // From 8 March 2026 on, 13:30 UTC is 9:30 in New York, and was 8:30 before.
        WorkingHours[] sundays = [new() { Day = 7, From = new TimeOnly(9, 0), To = new TimeOnly(17, 0) }];

        LocalClock.Of("America/New_York", DateTimeOffset.Parse(utc, null)).IsWithin(sundays).ShouldBe(onDuty);
    }

    [Fact]
    public void A_day_begins_when_it_does_where_the_agent_is()
    {
        var instant = DateTimeOffset.Parse("2026-07-01T06:30:00Z", null);

        LocalClock.Of("America/Los_Angeles", instant).Date.ShouldBe(new DateOnly(2026, 6, 30));
        LocalClock.Of("America/New_York", instant).Date.ShouldBe(new DateOnly(2026, 7, 1));
    }

    [Fact]
    public void Around_the_clock_covers_every_minute_of_a_week()
    {
        var start = DateTimeOffset.Parse("2026-03-02T00:00:00Z", null);
        var hours = WorkingHoursRules.AroundTheClock();

        Enumerable.Range(0, 7 * 24 * 60).ShouldAllBe(minute => LocalClock.Of("America/Denver", start.AddMinutes(minute)).IsWithin(hours));
    }

    [Fact]
    public void Without_hours_nobody_is_on_duty() =>
        LocalClock.Of("UTC", DateTimeOffset.Parse("2026-03-06T12:00:00Z", null)).IsWithin([]).ShouldBeFalse();
}
