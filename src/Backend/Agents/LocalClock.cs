using NodaTime;

namespace LeadPlatform.Backend.Agents;

/// <summary>Today, and the time of day, where an agent is.</summary>
internal readonly record struct LocalClock(DateOnly Date, short Weekday, long Ticks)
{
    public static LocalClock Of(string timeZone, DateTimeOffset now) => Of(DateTimeZoneProviders.Tzdb[timeZone], now);

    public static LocalClock Of(DateTimeZone zone, DateTimeOffset now)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(zone).LocalDateTime;
        return new LocalClock(local.Date.ToDateOnly(), (short)local.DayOfWeek, local.TickOfDay);
    }

    /// <summary>Within one of the spans now.</summary>
    public bool IsWithin(IReadOnlyList<WorkingHours> hours)
    {
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours[i].Day == Weekday && Ticks >= hours[i].From.Ticks && Ticks < hours[i].EndTicks)
                return true;
        }

        return false;
    }
}
