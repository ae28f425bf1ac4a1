namespace LeadPlatform.Contracts.Agents;

/// <summary>
/// Body of <c>POST /v1/agents</c> (name, email, timeZone and dailyCapacity are required) and of <c>PATCH /v1/agents/{id}</c>
/// (what is left out stays; a list that is given replaces the whole list).
/// </summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="TimeZone">IANA name: <c>America/Chicago</c>.</param>
/// <param name="DailyCapacity">Leads a day, 0 to 100,000.</param>
/// <param name="Weight">Share in the round robin, 1 to 100. Default 1.</param>
/// <param name="Available">Takes leads within working hours. Default true.</param>
/// <param name="Licences">At most one a state and line. Default none.</param>
/// <param name="WorkingHours">Left out at creation: around the clock. An empty list: never.</param>
public sealed record AgentInput(
    string? Name = null,
    string? Email = null,
    string? TimeZone = null,
    int? DailyCapacity = null,
    int? Weight = null,
    bool? Available = null,
    IReadOnlyList<LicenceInput?>? Licences = null,
    IReadOnlyList<WorkingHoursInput?>? WorkingHours = null);

/// <param name="State">Two-letter code.</param>
/// <param name="ExpiresOn">Last valid day, <c>2027-06-30</c>.</param>
public sealed record LicenceInput(string? State = null, string? Line = null, string? ExpiresOn = null);

/// <param name="Day">monday to sunday.</param>
/// <param name="From"><c>09:00</c>, inclusive.</param>
/// <param name="To"><c>17:30</c>, exclusive; <c>00:00</c> is the end of the day. A night shift is two spans, on two days.</param>
public sealed record WorkingHoursInput(string? Day = null, string? From = null, string? To = null);
