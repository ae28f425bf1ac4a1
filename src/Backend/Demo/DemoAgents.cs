using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Storage;
using LeadPlatform.Contracts.Leads;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Demo;

/// <summary>
/// Ten agents. Vermont is Avery's alone, so that a lead from there is sure to reach agent@example.com; everywhere else at least two are
/// on duty at any hour, a region's and a nationwide one.
/// </summary>
internal sealed class DemoAgents(BackendDb db, TimeProvider time) : ISeed
{
    private const string Vermont = "VT";
    private static readonly string[] Everywhere = [.. UsState.StatesAndDistrict.Where(state => state != Vermont)];
    private static readonly string[] Northeast = "CT MA ME NH NJ NY PA RI".Split(' ');
    private static readonly string[] Midwest = "IA IL IN KS MI MN MO ND NE OH SD WI".Split(' ');
    private static readonly string[] West = "AK AZ CA CO HI ID MT NM NV OR UT WA WY".Split(' ');
    private static readonly string[] South = [.. Everywhere.Except([.. Northeast, .. Midwest, .. West])];
    private static readonly string[] All = [.. Line.All];
    private static readonly string[] PropertyAndCasualty = [Line.Auto, Line.Home, Line.Renters, Line.Commercial];
    private static readonly string[] LifeAndHealth = [Line.Life, Line.Health, Line.Medicare];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await db.Agents.AnyAsync(cancellationToken))
            return;

        db.Agents.AddRange(
            New(1, "Avery Brooks", "America/New_York", 2000, 1, [Vermont], All, null),
            New(2, "Noah Whitfield", "America/New_York", 5000, 3, Northeast, All, null),
            New(3, "Maya Lindqvist", "America/Chicago", 5000, 3, Midwest, All, null),
            New(4, "Elena Castillo", "America/Chicago", 5000, 3, South, All, null),
            New(5, "Kenji Sato", "America/Los_Angeles", 5000, 3, West, All, null),
            New(6, "Priya Raman", "America/Denver", 4000, 2, Everywhere, PropertyAndCasualty, null),
            New(7, "Samuel Okoye", "America/New_York", 4000, 2, Everywhere, LifeAndHealth, null),
            New(8, "Grace Hollis", "America/New_York", 400, 1, [.. Northeast, .. South], PropertyAndCasualty, (9, 17)),
            New(9, "Tomás Herrera", "America/Chicago", 400, 1, [.. Midwest, .. South], LifeAndHealth, (8, 18)),
            New(10, "Lucy Nakamura", "America/Los_Angeles", 300, 1, West, [Line.Auto, Line.Home, Line.Life], (9, 17)));
        await db.SaveChangesAsync(cancellationToken);
    }

    private Agent New(int number, string name, string timeZone, int dailyCapacity, int weight, string[] states, string[] lines, (int From, int To)? businessHours)
    {
        var now = time.GetUtcNow();
        var expiresOn = DateOnly.FromDateTime(now.UtcDateTime).AddYears(2);
        return new Agent
        {
            AgentId = DemoIds.Agent(number),
            Name = name,
            Email = (number == 1 ? "agent" : $"agent{number}") + DemoIds.EmailDomain,
            TimeZone = timeZone,
            DailyCapacity = dailyCapacity,
            Weight = weight,
            Available = true,
            CreatedAt = now,
            ChangedAt = now,
            Licences = [.. from state in states from line in lines select new Licence { State = state, Line = line, ExpiresOn = expiresOn }],
            WorkingHours = businessHours is var (from, to) ? Weekdays(from, to) : WorkingHoursRules.AroundTheClock(),
        };
    }

    private static List<WorkingHours> Weekdays(int from, int to) =>
        [.. Enumerable.Range(1, 5).Select(day => new WorkingHours { Day = (short)day, From = new TimeOnly(from, 0), To = new TimeOnly(to, 0) })];
}
