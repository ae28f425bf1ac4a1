using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Recording;

public sealed class RecordingTests(RunningDataService service)
{
    [Fact]
    public async Task What_the_events_say_stands_in_the_lead_and_in_its_timeline()
    {
        var (source, agent) = (service.NewSource(), Guid.CreateVersion7());
        await using var changes = await Changes.OpenAsync(source.Http);
        var captured = await source.CaptureAsync(SampleLeads.One());

        await service.PublishAsync(LeadEventsOf.Qualified(captured.LeadId), LeadEventsOf.Assigned(captured.LeadId, agent));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        var lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        lead.Status.ShouldBe(LeadStatus.Assigned);
        lead.Qualification!.Score.ShouldBe(82);
        lead.Qualification.Reasons.ShouldBe(LeadEventsOf.Good.Reasons);
        lead.Assignment!.AgentId.ShouldBe(agent);
        lead.Assignment.AgentName.ShouldBe("Avery Brooks");

        var timeline = (await source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline))!;
        timeline.Items.Select(item => item.Type).ShouldBe([LeadEvents.Received, LeadEvents.Qualified, LeadEvents.Assigned]);
        timeline.Items[1].Text.ShouldBe("Qualified with 82 of 100 (hot)");
        timeline.Items[2].Text.ShouldBe("Assigned to Avery Brooks");
    }

    [Fact]
    public async Task An_event_that_comes_twice_stands_in_the_timeline_once()
    {
        var source = service.NewSource();
        await using var changes = await Changes.OpenAsync(source.Http);
        var captured = await source.CaptureAsync(SampleLeads.One());
        var qualified = LeadEventsOf.Qualified(captured.LeadId);
        // The same event under another message id, so that the stream does not drop it.
        var again = qualified with { Id = Guid.CreateVersion7() };

        await service.PublishAsync(qualified, again, LeadEventsOf.Unmatched(captured.LeadId));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Unmatched);

        var timeline = (await source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline))!;
        timeline.Items.Count(item => item.Type == LeadEvents.Qualified).ShouldBe(1);
    }

    [Fact]
    public async Task A_late_event_does_not_take_an_assigned_lead_back()
    {
        var source = service.NewSource();
        await using var changes = await Changes.OpenAsync(source.Http);
        var captured = await source.CaptureAsync(SampleLeads.One());
        await service.PublishAsync(LeadEventsOf.Assigned(captured.LeadId, Guid.CreateVersion7()));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        await service.PublishAsync(LeadEventsOf.Qualified(captured.LeadId));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        var lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        lead.Status.ShouldBe(LeadStatus.Assigned);
        lead.Qualification!.Score.ShouldBe(82);
    }

    [Fact]
    public async Task An_amendment_replaces_the_qualification_and_changes_no_status()
    {
        var source = service.NewSource();
        await using var changes = await Changes.OpenAsync(source.Http);
        var captured = await source.CaptureAsync(SampleLeads.One());
        await service.PublishAsync(LeadEventsOf.Qualified(captured.LeadId), LeadEventsOf.Assigned(captured.LeadId, Guid.CreateVersion7()));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        await service.PublishAsync(LeadEventsOf.Amended(captured.LeadId, 1, 66));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        var lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        lead.Qualification!.ShouldSatisfyAllConditions(it => it.Score.ShouldBe(66), it => it.Band.ShouldBe(QualificationBand.Warm), it => it.Revision.ShouldBe(1));
        var timeline = (await source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline))!;
        timeline.Items[^1].Text.ShouldBe("Amended by the analysis of what the consumer wrote, now with 66 of 100 (warm)");
        timeline.Items[^1].Data!.Value.GetProperty("steps")[0].GetProperty("milliseconds").GetDouble().ShouldBe(7000);
    }

    [Fact]
    public async Task What_was_amended_stays_so_when_the_first_qualification_is_recorded_after_it()
    {
        var source = service.NewSource();
        await using var changes = await Changes.OpenAsync(source.Http);
        var captured = await source.CaptureAsync(SampleLeads.One());
        await service.PublishAsync(LeadEventsOf.Amended(captured.LeadId, 2, 41));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Received);
        await service.PublishAsync(LeadEventsOf.Amended(captured.LeadId, 1, 99), LeadEventsOf.Qualified(captured.LeadId));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Qualified);

        var lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        (lead.Qualification!.Score, lead.Qualification.Revision).ShouldBe((41, 2));
        var listed = (await source.Http.GetFromJsonAsync<Page<LeadListItem>>("/v1/leads"))!.Items.Single(item => item.LeadId == captured.LeadId);
        (listed.Score, listed.Band).ShouldBe((41, QualificationBand.Cold));
    }

    [Fact]
    public async Task A_disposition_stands_in_the_lead()
    {
        var (source, agent) = (service.NewSource(), Guid.CreateVersion7());
        await using var changes = await Changes.OpenAsync(source.Http);
        var captured = await source.CaptureAsync(SampleLeads.One());
        await service.PublishAsync(LeadEventsOf.Assigned(captured.LeadId, agent), LeadEventsOf.Disposition(captured.LeadId, agent, "contacted"));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        await service.PublishAsync(LeadEventsOf.Disposition(captured.LeadId, agent, "lost", "price"));
        LeadView lead;
        do
        {
            await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);
            lead = (await source.Http.GetFromJsonAsync<LeadView>(captured.Links.Self))!;
        }
        while (lead.Disposition?.Outcome != "lost");

        lead.Disposition.Reason.ShouldBe("price");
    }

    [Fact]
    public async Task An_agent_sees_a_lead_once_it_is_theirs_and_no_other()
    {
        var (source, agent) = (service.NewSource(), Guid.CreateVersion7());
        var mine = service.Client(Roles.Agent, agentId: agent);
        await using var changes = await Changes.OpenAsync(mine);
        var captured = await source.CaptureAsync(SampleLeads.One());
        (await mine.GetAsync(captured.Links.Self)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);

        await service.PublishAsync(LeadEventsOf.Assigned(captured.LeadId, agent));
        (await changes.NextAsync()).LeadId.ShouldBe(captured.LeadId);

        (await mine.GetAsync(captured.Links.Self)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await mine.GetAsync(captured.Links.Timeline)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        var other = service.Client(Roles.Agent, agentId: Guid.CreateVersion7());
        (await other.GetAsync(captured.Links.Self)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await other.GetAsync(captured.Links.Timeline)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
