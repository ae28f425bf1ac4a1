using System.Globalization;
using LeadPlatform.Contracts.Agents;

namespace LeadPlatform.Frontend.Console.Agents;

/// <summary>An agent while somebody edits it.</summary>
public sealed class AgentDraft
{
    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string TimeZone { get; set; } = "America/New_York";

    public int DailyCapacity { get; set; } = 25;

    public int Weight { get; set; } = 1;

    public bool Available { get; set; } = true;

    public List<LicenceView> Licences { get; private set; } = [];

    public List<HoursDraft> Hours { get; private set; } = [];

    public static AgentDraft New() => new()
    {
        Hours = [.. AgentWords.Days.Take(5).Select(day => new HoursDraft { Day = day, From = new TimeOnly(9, 0), To = new TimeOnly(17, 0) })],
    };

    public static AgentDraft Of(AgentView agent) => new()
    {
        Name = agent.Name,
        Email = agent.Email,
        TimeZone = agent.TimeZone,
        DailyCapacity = agent.DailyCapacity,
        Weight = agent.Weight,
        Available = agent.Available,
        Licences = [.. agent.Licences],
        Hours = [.. agent.WorkingHours.Select(hours => new HoursDraft { Day = hours.Day, From = hours.From, To = hours.To })],
    };

    /// <summary>Adds licences for every line in every state; those that are there get the new expiry.</summary>
    public void Add(IEnumerable<string> lines, IReadOnlyCollection<string> states, DateOnly expiresOn)
    {
        foreach (var line in lines)
        {
            foreach (var state in states)
            {
                Licences.RemoveAll(licence => licence.Line == line && licence.State == state);
                Licences.Add(new LicenceView(state, line, expiresOn));
            }
        }
    }

    internal object ToBody() => new
    {
        name = Name,
        email = Email,
        timeZone = TimeZone,
        dailyCapacity = DailyCapacity,
        weight = Weight,
        available = Available,
        licences = Licences.Select(licence => new { state = licence.State, line = licence.Line, expiresOn = licence.ExpiresOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }),
        workingHours = Hours.Select(hours => new { day = hours.Day, from = Time(hours.From), to = Time(hours.To) }),
    };

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

public sealed class HoursDraft
{
    public required string Day { get; set; }

    public TimeOnly From { get; set; }

    /// <summary>00:00 is the end of the day.</summary>
    public TimeOnly To { get; set; }
}
