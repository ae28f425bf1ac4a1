using Bogus;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DemoLeads.Generating;

namespace LeadPlatform.Bench.Data.Inventing;

/// <summary>A publisher's source; half of them only send leads of a few states.</summary>
internal sealed record InventedSource(Guid Id, Guid PublisherId, Weighted<string> States);

internal sealed record InventedAgent(Guid Id, string Name, IReadOnlyList<string> States);

/// <summary>Who takes part, and how unequal they are: few sources send most leads, some agents get many, states have as many people as they have ZIP codes, about.</summary>
internal sealed class Market
{
    private const int SourceCount = 60;
    private const int AgentCount = 400;
    private readonly Dictionary<string, Weighted<InventedAgent>> _agentsOf = [];

    public Market(int seed)
    {
        var faker = new Faker("en") { Random = new Randomizer(seed) };
        var dice = new Dice((ulong)seed);
        Places = Places.Load();
        States = new Weighted<string>(Places.States.Select(state => (state, (double)Places.ZipCodes(state).Count)));
        FirstNames = Weighted<string>.Zipf(Names(faker, random => random.Name.FirstName()), 0.8);
        LastNames = Weighted<string>.Zipf(Names(faker, random => random.Name.LastName()), 0.8);
        Sources = Weighted<InventedSource>.Zipf(Enumerable.Range(0, SourceCount).Select(i => NewSource(ref dice, regional: i % 2 == 1)).ToArray());
        Agents = Enumerable.Range(0, AgentCount).Select(_ => new InventedAgent(dice.Id(DateTimeOffset.UnixEpoch), faker.Name.FullName(), SomeStates(ref dice, 2 + dice.Below(6)))).ToArray();
        foreach (var state in Places.States)
        {
            var licensed = Agents.Where(agent => agent.States.Contains(state)).ToArray();
            _agentsOf[state] = Weighted<InventedAgent>.Zipf(licensed.Length > 0 ? licensed : Agents.Take(1), 0.5);
        }

        var inventor = new DemoLeads.Generating.LeadInventor(Places, seed, TimeProvider.System);
        Patterns = Enumerable.Range(0, 5_000).Select(_ => inventor.Next()).ToLookup(lead => lead.Line).ToDictionary(line => line.Key, line => (IReadOnlyList<InventedLead>)[.. line]);
    }

    public Places Places { get; }

    public Weighted<string> States { get; }

    public Weighted<string> FirstNames { get; }

    public Weighted<string> LastNames { get; }

    public Weighted<InventedSource> Sources { get; }

    public IReadOnlyList<InventedAgent> Agents { get; }

    public Weighted<string> Lines { get; } = new(
        [(Line.Auto, 41), (Line.Home, 22), (Line.Health, 14), (Line.Life, 9), (Line.Medicare, 8), (Line.Renters, 5.5), (Line.Commercial, 0.5)]);

    /// <summary>By line: leads whose details, notes and consent the stored ones have.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<InventedLead>> Patterns { get; }

    public Weighted<InventedAgent> AgentsOf(string state) => _agentsOf[state];

    // English names and, one in six, names with accents.
    private static string[] Names(Faker faker, Func<Faker, string> name)
    {
        var spanish = new Faker("es") { Random = faker.Random };
        return [.. Enumerable.Range(0, 12_000).Select(i => name(i % 6 == 5 ? spanish : faker)).Distinct()];
    }

    private InventedSource NewSource(ref Dice dice, bool regional) =>
        new(dice.Id(DateTimeOffset.UnixEpoch), dice.Id(DateTimeOffset.UnixEpoch), regional ? Weighted<string>.Zipf(SomeStates(ref dice, 1 + dice.Below(4))) : States);

    private string[] SomeStates(ref Dice dice, int count)
    {
        var states = new HashSet<string>();
        while (states.Count < count)
            states.Add(States.Pick(ref dice));
        return [.. states];
    }
}
