using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Recording;
using LeadPlatform.Messaging.Events;

namespace LeadPlatform.DataService.Tests.Recording;

public sealed class LeadStateTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Qualification Good = new("auto", 80, "hot", [], "switch", "now", "Auto in NY.", "local-points-1");
    private readonly Guid _lead = Guid.CreateVersion7();

    [Fact]
    public void Events_in_order_lead_to_the_last_state()
    {
        var state = Apply(Qualified(0), Unmatched(1), Assigned(2), Disposition(3, "contacted"), Disposition(4, "quoted"));
        state.Status.ShouldBe(LeadStatus.Assigned);
        state.Qualification!.Score.ShouldBe(80);
        state.Assigned!.AgentName.ShouldBe("Avery");
        state.AssignedAt.ShouldBe(Time.AddSeconds(2));
        state.Disposition!.Outcome.ShouldBe("quoted");
        state.At.ShouldBe(Time.AddSeconds(4));
    }

    [Fact]
    public void Events_in_any_order_lead_to_the_same_state()
    {
        ReceivedEvent[] events = [Qualified(0), Amended(5, 1, 70), Amended(6, 2, 60), Unmatched(1), Assigned(2), Disposition(3, "contacted"), Disposition(4, "quoted")];
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(events);
            var state = Apply(events);
            state.Status.ShouldBe(LeadStatus.Assigned);
            state.Disposition!.Outcome.ShouldBe("quoted");
            state.At.ShouldBe(Time.AddSeconds(6));
            state.Qualification!.Score.ShouldBe(60);
        }
    }

    private LeadState Apply(params ReceivedEvent[] events)
    {
        var state = new LeadState(_lead);
        foreach (var one in events)
            state.Apply(one);
        return state;
    }

    private ReceivedEvent Qualified(int second) => Event(LeadEvents.Qualified, second, JsonSerializer.SerializeToElement(new LeadQualified("auto", "NY", "10001", Guid.Empty, Good), EventJson.Default.LeadQualified));

    private ReceivedEvent Amended(int second, int revision, int score) => Event(
        LeadEvents.Amended,
        second,
        JsonSerializer.SerializeToElement(new LeadAmended(AmendmentCause.Retry, Good with { Revision = revision, Score = score }, []), EventJson.Default.LeadAmended));

    private ReceivedEvent Unmatched(int second) => Event(LeadEvents.Unmatched, second, JsonSerializer.SerializeToElement(new LeadUnmatched("no_capacity"), EventJson.Default.LeadUnmatched));

    private ReceivedEvent Assigned(int second) => Event(LeadEvents.Assigned, second, JsonSerializer.SerializeToElement(new LeadAssigned(Guid.NewGuid(), Guid.NewGuid(), "Avery"), EventJson.Default.LeadAssigned));

    private ReceivedEvent Disposition(int second, string outcome) => Event(LeadEvents.DispositionSet, second, JsonSerializer.SerializeToElement(new LeadDispositionSet(Guid.NewGuid(), outcome, null), EventJson.Default.LeadDispositionSet));

    private ReceivedEvent Event(string type, int second, JsonElement data) => new(Guid.CreateVersion7(), type, Time.AddSeconds(second), _lead, data, 1, default);
}
