using FsCheck;
using FsCheck.Fluent;
using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Contracts.Events;
using NodaTime;

namespace LeadPlatform.Backend.Tests.Assignments;

public sealed class AssignmentBoardTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly StateLine TexasAuto = new("TX", "auto");
    private static readonly StateLine OhioHome = new("OH", "home");

    [Fact]
    public void A_lead_nobody_is_licensed_for_is_unmatched_for_want_of_a_licence() =>
        Board([Agent(1, licences: [OhioHome])]).Decide(TexasAuto).UnmatchedReason.ShouldBe(UnmatchedReason.NoLicence);

    [Fact]
    public void A_licence_counts_on_its_last_day_and_not_on_the_next_where_the_agent_is()
    {
        // 15:00 UTC on the 4th is already the 5th at 01:00 in Sydney.
        var sydney = Agent(1, zone: "Australia/Sydney", expiresOn: Today);
        var chicago = Agent(1, zone: "America/Chicago", expiresOn: Today);

        Board([sydney], now: Now).Decide(TexasAuto).UnmatchedReason.ShouldBe(UnmatchedReason.NoLicence);
        Board([chicago], now: Now).Decide(TexasAuto).Agent.ShouldBe(chicago);
    }

    [Fact]
    public void A_lead_whose_agents_are_paused_or_off_duty_is_unmatched_as_none_is_available()
    {
        var paused = Agent(1) with { Available = false };
        var off = Agent(2) with { WorkingHours = [new WorkingHours { Day = 3, From = new TimeOnly(16, 0), To = new TimeOnly(17, 0) }] };

        Board([paused, off]).Decide(TexasAuto).UnmatchedReason.ShouldBe(UnmatchedReason.NoneAvailable);
    }

    [Fact]
    public void A_lead_whose_agents_have_all_their_leads_of_the_day_is_unmatched_for_want_of_capacity()
    {
        var agent = Agent(1, capacity: 3);
        var board = Board([agent, Agent(2) with { Available = false }], assigned: new() { [(agent.AgentId, Today)] = 2 });

        board.Decide(TexasAuto).Agent.ShouldBe(agent);
        board.Decide(TexasAuto).UnmatchedReason.ShouldBe(UnmatchedReason.NoCapacity);
        board.Added.ShouldBe([(agent.AgentId, Today, 1)]);
    }

    [Fact]
    public void Of_those_who_are_equally_due_the_one_who_did_best_with_such_leads_is_first_and_shares_stay_the_same()
    {
        RosterAgent[] agents = [Agent(1), Agent(2), Agent(3)];
        var wins = new Dictionary<(Guid, StateLine), WinRecord>
        {
            [(agents[0].AgentId, TexasAuto)] = new(0, 4),
            [(agents[1].AgentId, OhioHome)] = new(9, 0),
            [(agents[2].AgentId, TexasAuto)] = new(3, 1),
        };
        var board = Board(agents, wins: wins);

        var first = Enumerable.Range(0, 6).Select(_ => board.Decide(TexasAuto).Agent).ToArray();

        first.ShouldBe([agents[2], agents[1], agents[0], agents[2], agents[1], agents[0]]);
    }

    [Fact]
    public void An_agent_who_is_due_goes_before_a_better_one_who_is_not()
    {
        RosterAgent[] agents = [Agent(1), Agent(2)];
        var board = Board(
            agents, turns: new() { [agents[0].AgentId] = new Turn(1, true), [agents[1].AgentId] = new Turn(2, true) }, wins: new() { [(agents[1].AgentId, TexasAuto)] = new(50, 0) });

        board.Decide(TexasAuto).Agent.ShouldBe(agents[0]);
    }

    [Fact]
    public void Leads_of_yesterday_do_not_count_against_today()
    {
        var agent = Agent(1, capacity: 1);

        Board([agent], assigned: new() { [(agent.AgentId, Today.AddDays(-1))] = 1 }).Decide(TexasAuto).Agent.ShouldBe(agent);
    }

    [Fact]
    public void Shares_follow_the_weights()
    {
        var board = Board([Agent(1, weight: 1), Agent(2, weight: 2), Agent(3, weight: 5)]);

        var shares = Enumerable.Range(0, 800).Select(_ => board.Decide(TexasAuto).Agent!).CountBy(a => a.Weight).ToDictionary();

        shares.ShouldBe(new Dictionary<int, int> { [1] = 100, [2] = 200, [5] = 500 }, ignoreOrder: true);
    }

    [Fact]
    public void Who_comes_back_does_not_make_up_for_what_was_missed()
    {
        var (stayed, away) = (Agent(1), Agent(2));
        var board = Board(
            [stayed, away],
            turns: new() { [stayed.AgentId] = new Turn(500, true), [away.AgentId] = new Turn(20, false) },
            clocks: new() { [TexasAuto] = 499 });

        Enumerable.Range(0, 10).Count(_ => board.Decide(TexasAuto).Agent == away).ShouldBeInRange(5, 6);
    }

    [Fact]
    public void Several_who_come_back_together_after_a_quiet_night_start_at_the_same_place()
    {
        var (recent, long_away, beginner) = (Agent(1), Agent(2), Agent(3));
        var board = Board(
            [recent, long_away, beginner],
            turns: new() { [recent.AgentId] = new Turn(500, false), [long_away.AgentId] = new Turn(20, false) },
            clocks: new() { [TexasAuto] = 500 });

        var shares = Enumerable.Range(0, 30).Select(_ => board.Decide(TexasAuto).Agent!.AgentId).CountBy(id => id).Select(pair => pair.Value);

        shares.ShouldBe([10, 10, 10]);
    }

    [Fact]
    public void A_pause_and_return_gains_no_turn()
    {
        var (steady, pausing) = (Agent(1), Agent(2));
        var board = Board(
            [steady, pausing],
            turns: new() { [steady.AgentId] = new Turn(10, true), [pausing.AgentId] = new Turn(11, false) },
            clocks: new() { [TexasAuto] = 10 });

        board.Decide(TexasAuto).Agent.ShouldBe(steady);
    }

    [Fact]
    public void Who_leaves_the_board_is_noted_so_that_the_return_is_seen()
    {
        var agent = Agent(1) with { Available = false };

        Board([agent], turns: new() { [agent.AgentId] = new Turn(7, true) }).ChangedTurns.ShouldBe([(agent.AgentId, new Turn(7, false))]);
    }

    [Fact]
    public void Only_states_and_lines_that_somebody_can_take_are_served()
    {
        var full = Agent(2, licences: [OhioHome], capacity: 0);

        Board([Agent(1), full]).Served.ShouldBe([TexasAuto]);
    }

    [Fact]
    public void No_decision_ever_breaks_licence_duty_or_capacity()
    {
        var agents =
            from number in Gen.Choose(1, 1000)
            from capacity in Gen.Choose(0, 6)
            from weight in Gen.Choose(1, 5)
            from available in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
            from licences in Gen.SubListOf(TexasAuto, OhioHome)
            from expired in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            select Agent(number, weight, capacity, licences: [.. licences], expiresOn: expired ? Today.AddDays(-2) : Today.AddDays(30)) with { Available = available };
        var boards =
            from roster in agents.ListOf()
            from wanted in Gen.Elements(TexasAuto, OhioHome).ListOf()
            select (Roster: roster.DistinctBy(a => a.AgentId).ToList(), Wanted: wanted);

        Prop.ForAll(boards.ToArbitrary(), given =>
        {
            var board = Board(given.Roster);
            var got = new Dictionary<Guid, int>();
            foreach (var wanted in given.Wanted)
            {
                var able = given.Roster.Where(a => a.Available && a.Licences.Any(l => l.For == wanted && l.ExpiresOn >= Today) && got.GetValueOrDefault(a.AgentId) < a.DailyCapacity).ToList();
                var decision = board.Decide(wanted);
                if (decision.Agent is null != (able.Count == 0) || (decision.Agent is { } chosen && !able.Contains(chosen)))
                    return false;
                if (decision.Agent is { } agent)
                    got[agent.AgentId] = got.GetValueOrDefault(agent.AgentId) + 1;
            }

            return board.Added.ToDictionary(a => a.AgentId, a => a.Added).OrderBy(p => p.Key).SequenceEqual(got.OrderBy(p => p.Key));
        }).QuickCheckThrowOnFailure();
    }

    private static AssignmentBoard Board(
        IReadOnlyList<RosterAgent> agents,
        Dictionary<Guid, Turn>? turns = null,
        Dictionary<(Guid, DateOnly), int>? assigned = null,
        Dictionary<StateLine, double>? clocks = null,
        DateTimeOffset? now = null,
        Dictionary<(Guid, StateLine), WinRecord>? wins = null) =>
        new(new Roster(1, agents), new BoardState(turns ?? [], assigned ?? [], clocks ?? [], wins ?? []), now ?? Now);

    private static RosterAgent Agent(
        int number, int weight = 1, int capacity = 1000, string zone = "UTC", StateLine[]? licences = null, DateOnly? expiresOn = null) =>
        new(
            new Guid($"00000000-0000-7000-8000-{number:d12}"),
            $"Agent {number}",
            DateTimeZoneProviders.Tzdb[zone],
            capacity,
            weight,
            Available: true,
            WorkingHoursRules.AroundTheClock(),
            [.. (licences ?? [TexasAuto]).Select(l => new RosterLicence(l, expiresOn ?? Today.AddYears(1)))]);
}
