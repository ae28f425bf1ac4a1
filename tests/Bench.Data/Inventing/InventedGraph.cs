using LeadPlatform.Contracts.Ids;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Graph;

namespace LeadPlatform.Bench.Data.Inventing;

/// <summary>
/// Leads with as much in common as leads have: people who come again, households, rings of 5 to 40, and an office network with one IP address. By number, the same for the same seed.
/// </summary>
internal sealed class InventedGraph
{
    private static readonly string[] States = ["NY", "TX", "CA", "FL", "OH", "IL", "GA", "WA"];
    private readonly GraphLead[] _leads;
    private readonly List<int> _inRings = [];

    public InventedGraph(int count, int seed)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.UtcNow.AddDays(-30);
        var sources = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToArray();
        var agents = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();
        _leads = new GraphLead[count];
        var (ringPhone, ringLeft) = (0L, 0);
        for (var i = 0; i < count; i++)
        {
            var at = start.AddSeconds(30 * 86_400.0 * i / count);
            var lead = new GraphLead(
                TimedId.Create(at), Line.All[random.Next(Line.All.Count)], States[random.Next(States.Length)], sources[random.Next(sources.Length)],
                random.NextInt64(), random.NextInt64(), random.NextInt64(), random.Next(50) == 0 ? 1 : random.NextInt64(), random.NextInt64());
            var earlier = i == 0 ? null : _leads[Math.Max(0, i - 1 - random.Next(5_000))];
            lead = (earlier, random.Next(100)) switch
            {
                // The same person again.
                ({ } known, < 10) => lead with { Phone = known.Phone, Email = known.Email, Address = known.Address, Person = known.Person },
                // Somebody else of the household.
                ({ } known, < 25) => lead with { Address = known.Address },
                // Somebody else with the same phone, as couples have.
                ({ } known, < 30) => lead with { Phone = known.Phone },
                _ => lead,
            };
            if (ringLeft == 0 && random.Next(2_000) == 0)
                (ringPhone, ringLeft) = (random.NextInt64(), random.Next(5, 41));
            if (ringLeft > 0 && random.Next(3) == 0)
            {
                lead = lead with { Phone = ringPhone };
                ringLeft--;
                _inRings.Add(i);
            }

            if (random.Next(4) == 0)
                lead = lead with { AgentId = agents[random.Next(agents.Length)], Outcome = random.Next(3) == 0 ? DispositionOutcome.Bound : DispositionOutcome.Lost };
            _leads[i] = lead;
        }
    }

    public GraphLead this[int number] => _leads[number];

    public ArraySegment<GraphLead> Some(int from, int count) => new(_leads, from, count);

    /// <summary>The number of a lead in a ring.</summary>
    public int InRing(int any) => _inRings[any % _inRings.Count];
}
