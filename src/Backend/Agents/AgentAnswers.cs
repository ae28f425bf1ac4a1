using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Agents;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Agents;

/// <summary>Agents as the API shows them.</summary>
internal static class AgentAnswers
{
    public static string ETagOf(Agent agent) => $"\"{agent.Version}\"";

    public static async Task<AgentView> ShowAsync(this BackendDb db, Agent agent, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await db.ShowAsync([agent], now, cancellationToken))[0];

    public static async Task<IReadOnlyList<AgentView>> ShowAsync(
        this BackendDb db, IReadOnlyList<Agent> agents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = agents.Select(a => a.AgentId).ToArray();
        // The agents' todays differ, by a day around this one at most.
        var since = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var counts = await db.AgentDays.AsNoTracking().Where(d => ids.Contains(d.AgentId) && d.Day >= since).ToListAsync(cancellationToken);
        return [.. agents.Select(agent => Show(agent, LocalClock.Of(agent.TimeZone, now), counts))];
    }

    private static AgentView Show(Agent agent, LocalClock clock, List<Assignments.AgentDay> counts) => new(
        agent.AgentId,
        agent.Name,
        agent.Email,
        agent.TimeZone,
        agent.DailyCapacity,
        counts.Find(d => d.AgentId == agent.AgentId && d.Day == clock.Date)?.Assigned ?? 0,
        agent.Weight,
        agent.Available,
        agent.Available && clock.IsWithin(agent.WorkingHours),
        [.. agent.Licences.OrderBy(l => l.State, StringComparer.Ordinal).ThenBy(l => l.Line, StringComparer.Ordinal)
            .Select(l => new LicenceView(l.State, l.Line, l.ExpiresOn))],
        [.. agent.WorkingHours.OrderBy(h => h.Day).ThenBy(h => h.From).Select(h => new WorkingHoursView(WorkingHoursRules.NameOf(h.Day), h.From, h.To))]);
}
