using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

[assembly: AssemblyFixture(typeof(RunningPlatform))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace LeadPlatform.EndToEnd.Tests;

public sealed class PathOfALeadTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_that_waits_is_answered_with_its_agent_and_stands_in_that_agents_list()
    {
        using var publisher = platform.Publisher();
        using var agent = await platform.SignInAsync("agent");
        await using var changes = await LeadChanges.OpenAsync(agent, Cancellation);

        // Vermont is the demo agent's alone.
        var captured = await CaptureAsync(publisher, SampleLeads.One("home", "VT", "05401"), "wait=20");

        captured.Status.ShouldBe(LeadStatus.Assigned);
        captured.Assignment!.AgentName.ShouldBe("Avery Brooks");
        (await changes.NextAsync()).LeadId.ShouldBe(captured.LeadId);
        (await agent.GetFromJsonAsync<Page<LeadListItem>>("/v1/leads", Cancellation))!.Items.ShouldContain(item => item.LeadId == captured.LeadId);
    }

    [Fact]
    public async Task A_lead_tells_its_score_with_reasons_and_every_step_that_led_to_its_agent()
    {
        using var publisher = platform.Publisher();
        var captured = await CaptureAsync(publisher, SampleLeads.One(), "wait=20");

        using var manager = await platform.SignInAsync("manager");
        var lead = (await manager.GetFromJsonAsync<LeadView>(captured.Links.Self, Cancellation))!;
        lead.Status.ShouldBe(LeadStatus.Assigned);
        lead.Qualification!.Line.ShouldBe("auto");
        lead.Qualification.Score.ShouldBeInRange(0, 100);
        lead.Qualification.Reasons.ShouldNotBeEmpty();
        lead.Qualification.Model.ShouldStartWith("local-");
        var timeline = (await manager.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline, Cancellation))!;
        timeline.Items.Select(item => item.Type).ShouldBe([LeadEvents.Received, LeadEvents.Qualified, LeadEvents.Assigned]);
        (await manager.GetFromJsonAsync<JsonElement>($"/v1/qualifications/{captured.LeadId}", Cancellation)).ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task An_agent_sets_a_disposition_on_their_own_lead_and_finds_no_other()
    {
        using var publisher = platform.Publisher();
        using var agent = await platform.SignInAsync("agent");
        var mine = await CaptureAsync(publisher, SampleLeads.One("auto", "VT", "05401"), "wait=20");
        var other = await CaptureAsync(publisher, SampleLeads.One("auto", "TX", "77512"), "wait=20");
        await using var changes = await LeadChanges.OpenAsync(agent, Cancellation);

        using var set = await agent.PostAsJsonAsync($"/v1/leads/{mine.LeadId}/disposition", new { outcome = "contacted" }, Cancellation);
        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        LeadView lead;
        do
        {
            (await changes.NextAsync()).LeadId.ShouldBe(mine.LeadId);
            lead = (await agent.GetFromJsonAsync<LeadView>(mine.Links.Self, Cancellation))!;
        }
        while (lead.Disposition is null);

        lead.Disposition.Outcome.ShouldBe("contacted");
        (await agent.GetAsync(other.Links.Self, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await agent.PostAsJsonAsync($"/v1/leads/{other.LeadId}/disposition", new { outcome = "contacted" }, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unmatched_lead_is_assigned_when_its_agent_comes_on_duty()
    {
        using var publisher = platform.Publisher();
        using var manager = await platform.SignInAsync("manager");
        using var agent = await platform.SignInAsync("agent");
        var me = (await manager.GetFromJsonAsync<Page<AgentView>>("/v1/agents?state=VT", Cancellation))!.Items.Single(one => one.Name == "Avery Brooks");
        await SetAvailableAsync(agent, me.AgentId, false);
        try
        {
            var captured = await CaptureAsync(publisher, SampleLeads.One("life", "VT", "05401"), "wait=20");
            captured.Status.ShouldBe(LeadStatus.Unmatched);
            await using var changes = await LeadChanges.OpenAsync(manager, Cancellation);
            await SetAvailableAsync(agent, me.AgentId, true);
            LeadChange change;
            do
            {
                change = await changes.NextAsync(TimeSpan.FromSeconds(30));
            }
            while (change.LeadId != captured.LeadId || change.Status != LeadStatus.Assigned);

            change.AgentId.ShouldBe(me.AgentId);
        }
        finally
        {
            await SetAvailableAsync(agent, me.AgentId, true);
        }
    }

    [Fact]
    public async Task The_sample_set_posted_at_200_a_second_reaches_outcomes_each_lead_once()
    {
        var lines = SampleLeads.Lines();
        Assert.SkipWhen(lines is null, "The sample set does not lie beside the repository.");
        using var publisher = platform.Publisher();
        using var manager = await platform.SignInAsync("manager");
        await using var changes = await LeadChanges.OpenAsync(manager, Cancellation);
        var (acknowledged, outcomes) = (new ConcurrentDictionary<Guid, long>(), new ConcurrentDictionary<Guid, long>());
        var reading = Task.Run(async () =>
        {
            // The last ones to come are known once all posts are answered.
            while (acknowledged.Count < lines!.Length || acknowledged.Keys.Any(lead => !outcomes.ContainsKey(lead)))
            {
                var change = await changes.NextAsync(TimeSpan.FromSeconds(30));
                if (LeadStatus.IsOutcome(change.Status))
                    outcomes.TryAdd(change.LeadId, Stopwatch.GetTimestamp());
            }
        });

        var started = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var posts = new List<Task>();
        for (var sent = 0; sent < lines!.Length; await pace.WaitForNextTickAsync(Cancellation))
        {
            for (var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * 200) + 1; sent < lines.Length && sent < due; sent++)
                posts.Add(PostAsync(lines[sent]));
        }

        await Task.WhenAll(posts);
        acknowledged.Count.ShouldBe(lines.Length);
        await reading;

        var waits = acknowledged.Select(lead => Stopwatch.GetElapsedTime(lead.Value, Math.Max(lead.Value, outcomes[lead.Key])).TotalSeconds).Order().ToArray();
        TestContext.Current.SendDiagnosticMessage($"201 to outcome: p50 {waits[waits.Length / 2]:0.000} s, p95 {waits[(int)(waits.Length * 0.95)]:0.000} s, max {waits[^1]:0.000} s");
        waits[(int)(waits.Length * 0.95)].ShouldBeLessThan(2);
        await NoneTwiceAsync(manager, acknowledged.Keys);

        async Task PostAsync(string line)
        {
            using var answer = await publisher.PostAsync("/v1/leads", new StringContent(line, null, "application/json"), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            var captured = (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!;
            // A duplicate has its outcome with the answer.
            if (LeadStatus.IsOutcome(captured.Status))
                outcomes.TryAdd(captured.LeadId, Stopwatch.GetTimestamp());
            acknowledged.TryAdd(captured.LeadId, Stopwatch.GetTimestamp()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Every_bad_post_of_the_sample_set_is_refused_as_it_names_and_nothing_is_stored()
    {
        var bad = SampleLeads.Bad();
        Assert.SkipWhen(bad is null, "The sample set does not lie beside the repository.");
        using var publisher = platform.Publisher();
        var before = await CountAsync(publisher);
        foreach (var (name, code, body) in bad!)
        {
            using var answer = await publisher.PostAsync("/v1/leads", new StringContent(body, null, "application/json"), Cancellation);
            (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString().ShouldBe(code, name);
        }

        (await CountAsync(publisher)).ShouldBe(before);
    }

    private static async Task NoneTwiceAsync(HttpClient manager, IEnumerable<Guid> leads)
    {
        var wanted = leads.ToHashSet();
        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await manager.GetFromJsonAsync<Page<LeadListItem>>($"/v1/leads?limit=200{cursor}", Cancellation))!;
            seen.AddRange(page.Items.Where(item => wanted.Contains(item.LeadId)).Select(item => item.LeadId));
            page.Items.ShouldAllBe(item => !wanted.Contains(item.LeadId) || LeadStatus.IsOutcome(item.Status));
            cursor = page.NextCursor is null ? "" : $"&cursor={page.NextCursor}";
        }
        while (cursor.Length > 0);

        seen.Count.ShouldBe(wanted.Count);
        seen.ToHashSet().SetEquals(wanted).ShouldBeTrue();
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        var (count, cursor) = (0, "");
        do
        {
            var page = (await client.GetFromJsonAsync<Page<LeadListItem>>($"/v1/leads?limit=200{cursor}", Cancellation))!;
            count += page.Items.Count;
            cursor = page.NextCursor is null ? "" : $"&cursor={page.NextCursor}";
        }
        while (cursor.Length > 0);

        return count;
    }

    private static async Task SetAvailableAsync(HttpClient agent, Guid agentId, bool available)
    {
        using var answer = await agent.PatchAsJsonAsync($"/v1/agents/{agentId}", new { available }, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<CaptureAnswer> CaptureAsync(HttpClient publisher, JsonObject lead, string prefer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = JsonContent.Create(lead) };
        request.Headers.Add("Prefer", prefer);
        using var answer = await publisher.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!;
    }
}
