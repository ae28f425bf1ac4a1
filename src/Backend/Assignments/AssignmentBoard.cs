using LeadPlatform.Backend.Agents;
using LeadPlatform.Contracts.Events;
using NodaTime;

namespace LeadPlatform.Backend.Assignments;

/// <summary>What stands in the tables when a batch begins.</summary>
/// <param name="Turns">By agent; an agent who was never on the board has none.</param>
/// <param name="Assigned">Leads by agent and day of the agent.</param>
/// <param name="Clocks">Virtual time of who was last due.</param>
/// <param name="Wins">What agents made of leads of a state and line; who is not in it has no record there.</param>
internal sealed record BoardState(
    IReadOnlyDictionary<Guid, Turn> Turns,
    IReadOnlyDictionary<(Guid AgentId, DateOnly Day), int> Assigned,
    IReadOnlyDictionary<StateLine, double> Clocks,
    IReadOnlyDictionary<(Guid AgentId, StateLine For), WinRecord> Wins);

/// <summary>Leads of a state and line that an agent has bound and lost.</summary>
internal readonly record struct WinRecord(int Bound, int Lost)
{
    /// <summary>Share of bound leads, drawn towards a half while there are few: one lucky lead says little.</summary>
    public double Rate => (Bound + 1.0) / (Bound + Lost + 2.0);
}

internal readonly record struct Turn(double VirtualTime, bool OnBoard);

/// <summary>Who gets a lead, or why nobody does.</summary>
internal readonly record struct Decision(RosterAgent? Agent, string? UnmatchedReason);

/// <summary>
/// Decides who gets a lead: of the agents with a valid licence who are on duty and have capacity left in their day, the one with the lowest
/// virtual time, and of those who are equally due the one who has done best with leads of that state and line. A lead adds 1 / weight, so shares follow the weights. Who comes back on duty starts at the clock of the busiest
/// of their states and lines: what was missed is not made up for. No I/O, no clock of its own: the same input gives the same answer.
/// </summary>
internal sealed class AssignmentBoard
{
    private readonly Roster _roster;
    private readonly IReadOnlyDictionary<(Guid AgentId, StateLine For), WinRecord> _wins;
    private readonly Seat[] _seats;
    private readonly Dictionary<StateLine, double> _clocks;
    private readonly HashSet<StateLine> _moved = [];

    public AssignmentBoard(Roster roster, BoardState state, DateTimeOffset now)
    {
        _roster = roster;
        _wins = state.Wins;
        _clocks = new Dictionary<StateLine, double>(state.Clocks);
        var clocks = new Dictionary<DateTimeZone, LocalClock>();
        _seats = [.. roster.Agents.Select(agent => Take(agent, state, LocalClockOf(clocks, agent.TimeZone, now)))];
    }

    /// <summary>Agents whose turn is no longer what the state said.</summary>
    public IEnumerable<(Guid AgentId, Turn Turn)> ChangedTurns =>
        from seat in _seats where seat.Before != seat.Now select (seat.Agent.AgentId, seat.Now);

    /// <summary>Leads given out by this board.</summary>
    public IEnumerable<(Guid AgentId, DateOnly Day, int Added)> Added =>
        from seat in _seats where seat.Added > 0 select (seat.Agent.AgentId, seat.Clock.Date, seat.Added);

    public IEnumerable<(StateLine For, double VirtualTime)> MovedClocks => from moved in _moved select (moved, _clocks[moved]);

    /// <summary>States and lines for which somebody could take a lead.</summary>
    public IEnumerable<StateLine> Served => _roster.Licensed.Where(wanted => Find(wanted).Due is not null);

    public Decision Decide(StateLine wanted)
    {
        var (due, reason) = Find(wanted);
        if (due is null)
            return new Decision(null, reason);

        if (!_clocks.TryGetValue(wanted, out var clock) || clock < due.Now.VirtualTime)
        {
            _clocks[wanted] = due.Now.VirtualTime;
            _moved.Add(wanted);
        }

        due.Now = due.Now with { VirtualTime = due.Now.VirtualTime + (1.0 / due.Agent.Weight) };
        due.Added++;
        return new Decision(due.Agent, null);
    }

    private (Seat? Due, string? Reason) Find(StateLine wanted)
    {
        Seat? due = null;
        var reason = UnmatchedReason.NoLicence;
        foreach (var (index, expiresOn) in _roster.LicensedFor(wanted))
        {
            var seat = _seats[index];
            if (expiresOn < seat.Clock.Date)
                continue;
            if (!seat.OnDuty)
                reason = reason == UnmatchedReason.NoLicence ? UnmatchedReason.NoneAvailable : reason;
            else if (!seat.HasCapacity)
                reason = UnmatchedReason.NoCapacity;
            else if (due is null || IsBefore(seat, due, wanted))
                due = seat;
        }

        return (due, due is null ? reason : null);
    }

    private bool IsBefore(Seat seat, Seat other, StateLine wanted)
    {
        if (seat.Now.VirtualTime != other.Now.VirtualTime)
            return seat.Now.VirtualTime < other.Now.VirtualTime;
        var (rate, otherRate) = (RateOf(seat, wanted), RateOf(other, wanted));
        return rate != otherRate ? rate > otherRate : seat.Agent.AgentId.CompareTo(other.Agent.AgentId) < 0;
    }

    private double RateOf(Seat seat, StateLine wanted) => _wins.GetValueOrDefault((seat.Agent.AgentId, wanted)).Rate;

    private Seat Take(RosterAgent agent, BoardState state, LocalClock clock)
    {
        var seat = new Seat(agent, clock, state.Assigned.GetValueOrDefault((agent.AgentId, clock.Date)), state.Turns.GetValueOrDefault(agent.AgentId));
        var present = seat.OnDuty && seat.HasCapacity;
        var virtualTime = seat.Before.VirtualTime;
        if (present && !seat.Before.OnBoard)
        {
            foreach (var licence in agent.Licences)
            {
                if (licence.ExpiresOn >= clock.Date && state.Clocks.TryGetValue(licence.For, out var theirs))
                    virtualTime = Math.Max(virtualTime, theirs);
            }
        }

        seat.Now = new Turn(virtualTime, present);
        return seat;
    }

    private static LocalClock LocalClockOf(Dictionary<DateTimeZone, LocalClock> known, DateTimeZone zone, DateTimeOffset now)
    {
        if (!known.TryGetValue(zone, out var clock))
            known.Add(zone, clock = LocalClock.Of(zone, now));
        return clock;
    }

    private sealed class Seat(RosterAgent agent, LocalClock clock, int assigned, Turn before)
    {
        public RosterAgent Agent => agent;

        public LocalClock Clock => clock;

        public Turn Before => before;

        public Turn Now { get; set; }

        public int Added { get; set; }

        public bool OnDuty { get; } = agent.Available && clock.IsWithin(agent.WorkingHours);

        public bool HasCapacity => assigned + Added < agent.DailyCapacity;
    }
}
