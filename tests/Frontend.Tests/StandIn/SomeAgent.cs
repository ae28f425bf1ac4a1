using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>Agents as the API shows them.</summary>
public static class SomeAgent
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

    public static AgentView Avery { get; } = Of("Avery Brooks", StandInAgents.Avery, ["VT"], Line.All);

    public static AgentView Of(string name, Guid? id = null, IReadOnlyList<string>? states = null, IReadOnlyList<string>? lines = null, string timeZone = "America/New_York") => new(
        id ?? Guid.CreateVersion7(), name, $"{name.Replace(' ', '.')}@example.com".ToLowerInvariant(), timeZone, 500, 34, 1, true, true,
        [.. (lines ?? [Line.Auto, Line.Home]).SelectMany(line => (states ?? ["NY", "NJ", "CT"]).Select(state => new LicenceView(state, line, new DateOnly(2028, 6, 30))))],
        [.. Weekdays.Select(day => new WorkingHoursView(day, new TimeOnly(9, 0), new TimeOnly(17, 30)))]);
}
