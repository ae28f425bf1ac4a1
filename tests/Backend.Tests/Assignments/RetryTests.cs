using LeadPlatform.Backend.Tests.Agents;
using LeadPlatform.Backend.Tests.Hosting;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Events;

namespace LeadPlatform.Backend.Tests.Assignments;

/// <summary>An instance of its own: these tests set its clock and its retry interval.</summary>
public sealed class RetryTests(BackendFixture shared) : IAsyncLifetime
{
    private const string State = "TX";
    private const string Line = "auto";
    private readonly ShiftedTime _time = new();
    private BackendData _data = null!;
    private BackendHost _host = null!;
    private EventLog _events = null!;

    public async ValueTask InitializeAsync()
    {
        _data = await BackendData.CreateAsync(shared, events: true);
        await _data.ExecuteAsync("delete from licence");
    }

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        await _host.DisposeAsync();
        await _data.DisposeAsync();
    }

    [Fact]
    public async Task A_new_agent_gets_what_was_unmatched_at_once()
    {
        await StartAsync(interval: "00:10:00");
        var leadId = await UnmatchedAsync();

        var agent = await _host.AddAgentAsync(TestAgents.Input(State, Line));

        (await AssignedAsync(leadId)).AgentId.ShouldBe(agent.AgentId);
        _events.Of(leadId).Select(e => e.Type).ShouldBe([LeadEvents.Unmatched, LeadEvents.Assigned]);
    }

    [Fact]
    public async Task A_licence_or_a_return_brings_what_was_unmatched_at_once()
    {
        await StartAsync(interval: "00:10:00");
        var agent = await _host.AddAgentAsync();
        var first = await UnmatchedAsync();
        await _host.ChangeAgentAsync(agent.AgentId, new AgentInput(Licences: [new(State, Line, "2099-12-31")]));
        await AssignedAsync(first);
        await _host.ChangeAgentAsync(agent.AgentId, new AgentInput(Available: false));
        var second = await UnmatchedAsync();

        await _host.ChangeAgentAsync(agent.AgentId, new AgentInput(Available: true));

        (await AssignedAsync(second)).AgentId.ShouldBe(agent.AgentId);
    }

    [Fact]
    public async Task A_shift_that_begins_brings_what_came_in_the_night()
    {
        await StartAsync(interval: "00:00:01");
        // A shift of two hours that begins in one.
        var begin = _time.GetUtcNow().AddHours(1);
        var end = begin.AddHours(2);
        WorkingHoursInput[] shift = begin.Date == end.Date
            ? [new(Day(begin), $"{begin:HH:mm}", $"{end:HH:mm}")]
            : [new(Day(begin), $"{begin:HH:mm}", "00:00"), new(Day(end), "00:00", $"{end.AddMinutes(1):HH:mm}")];
        var agent = await _host.AddAgentAsync(TestAgents.Input(State, Line) with { TimeZone = "UTC", WorkingHours = shift });
        agent.OnDuty.ShouldBeFalse();
        var leadId = await UnmatchedAsync();

        _time.Offset = TimeSpan.FromMinutes(61);

        (await AssignedAsync(leadId)).AgentId.ShouldBe(agent.AgentId);
    }

    [Fact]
    public async Task A_new_day_of_the_agent_brings_new_capacity_oldest_lead_first()
    {
        await StartAsync(interval: "00:00:01");
        await _host.AddAgentAsync(TestAgents.Input(State, Line, dailyCapacity: 1));
        await _events.AssignAsync(State, Line);
        var (older, newer) = (await UnmatchedAsync(), await UnmatchedAsync());

        _time.Offset = TimeSpan.FromHours(23.9);
        await AssignedAsync(older);

        _events.Of(newer).ShouldHaveSingleItem().Type.ShouldBe(LeadEvents.Unmatched);
    }

    [Fact]
    public async Task Older_leads_that_nobody_can_take_block_no_newer_one()
    {
        await StartAsync(interval: "00:10:00", ("Assignment:RetryBatchSize", "2"));
        var stuck = Enumerable.Range(0, 7).Select(_ => (Guid.CreateVersion7(), "WY", Line)).ToList();
        await _events.QualifyAsync(stuck);
        var waiting = new List<Guid>();
        for (var i = 0; i < 5; i++)
            waiting.Add(await UnmatchedAsync());

        await _host.AddAgentAsync(TestAgents.Input(State, Line));

        foreach (var leadId in waiting)
            await AssignedAsync(leadId);
    }

    [Fact]
    public async Task A_lead_that_is_too_old_is_tried_no_more()
    {
        await StartAsync(interval: "00:00:01", ("Assignment:GiveUpAfter", "01:00:00"));
        var old = await UnmatchedAsync();
        _time.Offset = TimeSpan.FromMinutes(61);
        var young = await UnmatchedAsync();

        await _host.AddAgentAsync(TestAgents.Input(State, Line));
        await AssignedAsync(young);

        _events.Of(old).ShouldHaveSingleItem().Type.ShouldBe(LeadEvents.Unmatched);
        (await _data.QueryAsync<long>("select count(*) from unmatched_lead where closed_at is null")).ShouldBe(0);
    }

    private static string Day(DateTimeOffset time) => time.DayOfWeek.ToString().ToLowerInvariant();

    private async Task StartAsync(string interval, params (string Key, string Value)[] settings)
    {
        _host = BackendHost.Start(_data.With([("Assignment:RetryInterval", interval), .. settings]), time: _time);
        _events = await EventLog.StartAsync(_host);
    }

    private async Task<Guid> UnmatchedAsync()
    {
        var leadId = await _events.QualifyAsync(State, Line);
        await _events.WaitForAsync(leadId, LeadEvents.Unmatched, EventJson.Default.LeadUnmatched);
        return leadId;
    }

    private Task<LeadAssigned> AssignedAsync(Guid leadId) => _events.WaitForAsync(leadId, LeadEvents.Assigned, EventJson.Default.LeadAssigned);
}
