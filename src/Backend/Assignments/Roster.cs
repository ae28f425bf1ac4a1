using LeadPlatform.Backend.Agents;
using NodaTime;

namespace LeadPlatform.Backend.Assignments;

/// <summary>What a lead needs a licence for.</summary>
internal readonly record struct StateLine(string State, string Line);

/// <summary>An agent as far as assignment is concerned.</summary>
internal sealed record RosterAgent(
    Guid AgentId,
    string Name,
    DateTimeZone TimeZone,
    int DailyCapacity,
    int Weight,
    bool Available,
    IReadOnlyList<WorkingHours> WorkingHours,
    IReadOnlyList<RosterLicence> Licences);

internal readonly record struct RosterLicence(StateLine For, DateOnly ExpiresOn);

/// <summary>All agents at one version of the tables they stand in.</summary>
internal sealed class Roster
{
    private readonly Dictionary<StateLine, List<LicensedAgent>> _licensed = [];

    public Roster(long version, IReadOnlyList<RosterAgent> agents)
    {
        Version = version;
        Agents = agents;
        for (var i = 0; i < agents.Count; i++)
        {
            foreach (var licence in agents[i].Licences)
            {
                if (!_licensed.TryGetValue(licence.For, out var holders))
                    _licensed.Add(licence.For, holders = []);
                holders.Add(new LicensedAgent(i, licence.ExpiresOn));
            }
        }
    }

    public long Version { get; }

    public IReadOnlyList<RosterAgent> Agents { get; }

    public IEnumerable<StateLine> Licensed => _licensed.Keys;

    /// <summary>Who holds a licence, expired ones too.</summary>
    public IReadOnlyList<LicensedAgent> LicensedFor(StateLine wanted) => _licensed.TryGetValue(wanted, out var holders) ? holders : [];

    /// <param name="Agent">Index in <see cref="Agents"/>.</param>
    internal readonly record struct LicensedAgent(int Agent, DateOnly ExpiresOn);
}
