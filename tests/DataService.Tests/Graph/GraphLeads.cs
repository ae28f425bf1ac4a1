using LeadPlatform.DataService.Graph;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>Leads of a graph, each with a person and identifiers of its own unless it is told otherwise.</summary>
internal sealed class GraphLeads
{
    private readonly DateTimeOffset _start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private long _key = Random.Shared.NextInt64();

    public Guid Source { get; } = Guid.CreateVersion7();

    /// <summary>A key nobody has.</summary>
    public long NewKey() => Interlocked.Increment(ref _key);

    /// <param name="minute">When it was received.</param>
    public GraphLead One(
        double minute = 0, long? phone = null, long? email = null, long? address = null, long? ip = null, long? person = null, string line = "auto", string state = "NY",
        Guid? source = null, Guid? referredBy = null, Guid? agent = null, string? outcome = null) => new(
            Contracts.Ids.TimedId.Create(_start.AddMinutes(minute)), line, state, source ?? Source, phone ?? NewKey(), email ?? NewKey(), address ?? NewKey(), ip ?? NewKey(), person ?? NewKey(),
            referredBy, agent, outcome);

    /// <summary>Different people with one phone.</summary>
    public GraphLead[] Sharing(long phone, int count, long? ip = null) => [.. Enumerable.Range(0, count).Select(i => One(i, phone: phone, ip: ip))];
}
