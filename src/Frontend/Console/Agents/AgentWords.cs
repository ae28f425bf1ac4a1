using System.Globalization;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Console.Leads;
using NodaTime.TimeZones;

namespace LeadPlatform.Frontend.Console.Agents;

/// <summary>Agents in words.</summary>
internal static class AgentWords
{
    public static IReadOnlyList<string> Days { get; } = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The zones of the United States, by IANA name.</summary>
    public static IReadOnlyList<string> TimeZones { get; } =
        [.. TzdbDateTimeZoneSource.Default.ZoneLocations!.Where(place => place.CountryCode is "US" or "PR" or "GU" or "VI").Select(place => place.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary><c>VT · all lines</c>, <c>12 states · Auto, Home</c>.</summary>
    public static string Licences(AgentView agent)
    {
        if (agent.Licences.Count == 0)
            return "None";
        var states = agent.Licences.Select(licence => licence.State).Distinct().Order(StringComparer.Ordinal).ToList();
        var lines = Line.All.Where(line => agent.Licences.Any(licence => licence.Line == line)).ToList();
        return (states.Count <= 3 ? string.Join(", ", states) : $"{states.Count} states") + " · "
            + (lines.Count == Line.All.Count ? "all lines" : lines.Count <= 3 ? string.Join(", ", lines.Select(LeadWords.Line)) : $"{lines.Count} lines");
    }

    /// <summary>The days of a week in order, each with its spans: <c>9:00 AM – 5:00 PM</c>, <c>All day</c>, or <c>Off</c>.</summary>
    public static IEnumerable<(string Day, string Spans)> Week(AgentView agent) => Days.Select(day =>
    {
        var spans = agent.WorkingHours.Where(hours => hours.Day == day).OrderBy(hours => hours.From).Select(Span).ToList();
        return (LeadWords.Sentence(day), spans.Count == 0 ? "Off" : string.Join(", ", spans));
    });

    private static string Span(WorkingHoursView hours) =>
        hours.From == TimeOnly.MinValue && hours.To == TimeOnly.MinValue ? "All day" : $"{Time(hours.From)} – {(hours.To == TimeOnly.MinValue ? "midnight" : Time(hours.To))}";

    private static string Time(TimeOnly time) => time.ToString("h:mm tt", CultureInfo.InvariantCulture);
}
