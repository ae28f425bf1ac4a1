using System.Globalization;
using NodaTime;

namespace LeadPlatform.Frontend.Console.Reader;

/// <summary>Times as the reader of this circuit reads them: in their zone, with the zone shown.</summary>
internal sealed class ReaderSettings(TimeProvider time)
{
    private DateTimeZone _zone = DateTimeZone.Utc;

    /// <summary>Address of the console's script module.</summary>
    public string Script { get; set; } = "";

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>IANA name.</summary>
    public string ZoneName => _zone.Id;

    /// <returns>Whether times read otherwise now.</returns>
    public bool UseZone(string? name)
    {
        if (name is null || name == _zone.Id || DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not { } zone)
            return false;
        _zone = zone;
        return true;
    }

    /// <summary><c>Nov 22, 2:41 PM EST</c>; with the year where it is not this one.</summary>
    public string DateAndTime(DateTimeOffset at) =>
        In(_zone, at, Local(Now).Year == Local(at).Year ? "MMM d, h:mm tt" : "MMM d, yyyy, h:mm tt");

    /// <summary><c>Nov 22, 2:41:07 PM EST</c>.</summary>
    public string Precise(DateTimeOffset at) => In(_zone, at, Local(Now).Year == Local(at).Year ? "MMM d, h:mm:ss tt" : "MMM d, yyyy, h:mm:ss tt");

    /// <summary><c>2:41:07 PM EST</c>.</summary>
    public string TimeOfDay(DateTimeOffset at) => In(_zone, at, "h:mm:ss tt");

    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How long ago, in one unit: <c>12 s</c>, <c>3 min</c>, <c>2 h</c>, <c>4 d</c>.</summary>
    public string Age(DateTimeOffset at) => (Now - at) switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalSeconds: < 60 } age => $"{(int)age.TotalSeconds} s",
        { TotalMinutes: < 60 } age => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 24 } age => $"{(int)age.TotalHours} h",
        { TotalDays: < 365 } age => $"{(int)age.TotalDays} d",
        var age => $"{(int)(age.TotalDays / 365)} y",
    };

    public DateOnly Today => Local(Now).Date.ToDateOnly();

    /// <summary>The instant at which a day of the reader begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) => _zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();

    /// <summary>The time of day in another zone: <c>8:41 AM MST</c>.</summary>
    public string TimeIn(DateTimeZone zone) => In(zone, Now, "h:mm tt");

    private LocalDateTime Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(_zone).LocalDateTime;

    private static string In(DateTimeZone zone, DateTimeOffset at, string format)
    {
        var instant = Instant.FromDateTimeOffset(at);
        var name = zone == DateTimeZone.Utc ? "UTC" : zone.GetZoneInterval(instant).Name;
        return $"{instant.InZone(zone).ToDateTimeUnspecified().ToString(format, CultureInfo.InvariantCulture)} {name}";
    }
}
