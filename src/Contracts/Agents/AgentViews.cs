namespace LeadPlatform.Contracts.Agents;

/// <summary>An agent as the API shows it: <c>GET /v1/agents/{id}</c>.</summary>
/// <param name="DailyCapacity">Leads a day, in the agent's own days (<paramref name="TimeZone"/>).</param>
/// <param name="AssignedToday">Leads assigned so far in that day.</param>
/// <param name="Weight">Share in the round robin against other agents that are due, 1 to 100.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Available">What the agent (or a manager) has set: takes leads within working hours.</param>
/// <param name="OnDuty">Available and within working hours now.</param>
public sealed record AgentView(
    Guid AgentId,
    string Name,
    string Email,
    string TimeZone,
    int DailyCapacity,
    int AssignedToday,
    int Weight,
    bool Available,
    bool OnDuty,
    IReadOnlyList<LicenceView> Licences,
    IReadOnlyList<WorkingHoursView> WorkingHours);

/// <param name="State">Two-letter code.</param>
/// <param name="ExpiresOn">Last day on which it is valid, in the agent's time zone.</param>
public sealed record LicenceView(string State, string Line, DateOnly ExpiresOn);

/// <param name="Day">Monday to Sunday, lower case English.</param>
/// <param name="From">Local time, inclusive.</param>
/// <param name="To">Local time, exclusive; 00:00 means the end of the day.</param>
public sealed record WorkingHoursView(string Day, TimeOnly From, TimeOnly To);
