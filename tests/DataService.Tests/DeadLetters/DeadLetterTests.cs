using System.Net;
using System.Net.Http.Json;
using System.Text;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.DeadLetters;

public sealed class DeadLetterTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_consumer_gives_up_is_listed_and_shown_with_reason_attempts_and_event()
    {
        await using var letters = await DeadLettersOf.StartAsync(service, ("Messaging:Consumers:dataservice-record:MaxAttempts", "1"));
        var bad = DeadLettersOf.Unreadable();
        await letters.Instance.Services.GetRequiredService<Messaging.Publishing.EventPublisher>().PublishAsync([bad], Cancellation);
        await Eventually.HoldsAsync(async () => (await letters.ListAsync()).Items.Count == 1);

        var listed = (await letters.ListAsync()).Items.ShouldHaveSingleItem();
        listed.Consumer.ShouldBe("dataservice-record");
        listed.Subject.ShouldBe(LeadEvents.Qualified);
        listed.Reason.ShouldBe("The handler failed with JsonException.");
        listed.Attempts.ShouldBe(1);
        (listed.EventId, listed.LeadId, listed.EventAt).ShouldBe((bad.Id, bad.LeadId, new DateTimeOffset(2026, 1, 31, 17, 5, 0, TimeSpan.Zero)));
        listed.GivenUpAt.ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddSeconds(1));

        var shown = (await letters.Admin.GetFromJsonAsync<DeadLetterDetail>($"/v1/dead-letters/{listed.Id}", Cancellation))!;
        shown.DeadLetter.ShouldBe(listed);
        shown.EventSequence.ShouldBe(1);
        shown.BodyBytes.ShouldBe(bad.Body.Length);
        shown.Body!.Value.GetProperty("data").GetProperty("qualification").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task One_that_is_replayed_is_handled_and_gone()
    {
        await using var letters = await DeadLettersOf.StartAsync(service);
        await using var changes = await Changes.OpenAsync(letters.Source.Http);
        var captured = await letters.Source.CaptureAsync(SampleLeads.One());
        var id = await letters.WriteAsync(LeadEventsOf.Qualified(captured.LeadId));

        using var answer = await letters.Admin.PostAsync($"/v1/dead-letters/{id}/replay", null, Cancellation);

        (await answer.Content.ReadFromJsonAsync<ReplayAnswer>(Cancellation)).ShouldBe(new ReplayAnswer(1, 0, null));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Qualified);
        (await letters.ListAsync()).Items.ShouldBeEmpty();
        (await letters.Admin.GetAsync($"/v1/dead-letters/{id}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_replay_that_a_crash_left_in_both_streams_is_recorded_once()
    {
        await using var letters = await DeadLettersOf.StartAsync(service);
        await using var changes = await Changes.OpenAsync(letters.Source.Http);
        var captured = await letters.Source.CaptureAsync(SampleLeads.One());
        var qualified = LeadEventsOf.Qualified(captured.LeadId);
        // What stands in the streams after a crash between the two steps, once the stream has forgotten the message id: the event is delivered a second time.
        await letters.WriteAsync(qualified);
        await letters.WriteAsync(qualified);

        (await letters.ReplayAsync()).Replayed.ShouldBe(2);
        await letters.WriteAsync(LeadEventsOf.Unmatched(captured.LeadId));
        await letters.ReplayAsync();
        await changes.UntilAsync(captured.LeadId, LeadStatus.Unmatched);

        var timeline = (await letters.Source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline, Cancellation))!;
        timeline.Items.Count(item => item.Type == LeadEvents.Qualified).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_fails_again_is_a_new_dead_letter_of_the_same_event_with_all_attempts()
    {
        await using var letters = await DeadLettersOf.StartAsync(service, ("Messaging:Consumers:dataservice-record:MaxAttempts", "1"));
        var bad = DeadLettersOf.Unreadable();
        var id = await letters.WriteAsync(bad);

        (await letters.ReplayAsync()).ShouldBe(new ReplayAnswer(1, 0, null));
        await Eventually.HoldsAsync(async () => (await letters.ListAsync()).Items.Count == 1);

        var again = (await letters.ListAsync()).Items[0];
        again.Id.ShouldBeGreaterThan(id);
        (again.EventId, again.Subject, again.Attempts).ShouldBe((bad.Id, LeadEvents.Qualified, 9));
    }

    [Fact]
    public async Task A_replay_reaches_the_consumer_that_failed_and_no_other()
    {
        await using var letters = await DeadLettersOf.StartAsync(service);
        await using var changes = await Changes.OpenAsync(letters.Source.Http);
        var captured = await letters.Source.CaptureAsync(SampleLeads.One());
        await letters.WriteAsync(LeadEventsOf.Disqualified(captured.LeadId), consumer: "backend-assignment");
        await letters.WriteAsync(LeadEventsOf.Qualified(captured.LeadId));

        (await letters.ReplayAsync()).Replayed.ShouldBe(2);
        await changes.UntilAsync(captured.LeadId, LeadStatus.Qualified);

        var timeline = (await letters.Source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline, Cancellation))!;
        timeline.Items.Select(item => item.Type).ShouldBe([LeadEvents.Received, LeadEvents.Qualified]);
    }

    [Fact]
    public async Task All_of_a_filter_are_replayed_in_batches_and_what_is_no_event_is_kept()
    {
        await using var letters = await DeadLettersOf.StartAsync(service, ("DeadLetters:ReplayBatch", "3"));
        for (var i = 0; i < 7; i++)
            await letters.WriteAsync(LeadEventsOf.Qualified(Guid.CreateVersion7()), reason: "out of luck");
        var other = await letters.WriteAsync(LeadEventsOf.Qualified(Guid.CreateVersion7()), reason: "no such line");
        var broken = await letters.WriteAsync(Encoding.UTF8.GetBytes("{]"), LeadEvents.Qualified, "dataservice-record", "out of luck, and no event");

        var answers = new List<ReplayAnswer> { await letters.ReplayAsync("?reason=OUT%20OF%20LUCK") };
        while (answers[^1].NextCursor is { } next)
            answers.Add(await letters.ReplayAsync($"?reason=OUT%20OF%20LUCK&cursor={next}"));

        answers.Select(answer => answer.Replayed).ShouldBe([3, 3, 1]);
        answers.Sum(answer => answer.Kept).ShouldBe(1);
        (await letters.ListAsync()).Items.Select(item => item.Id).ShouldBe([other, broken]);
        (await letters.Admin.PostAsync($"/v1/dead-letters/{broken}/replay", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Pages_of_every_filter_hold_what_matches_and_nothing_twice()
    {
        await using var letters = await DeadLettersOf.StartAsync(service, ("DeadLetters:MaxScan", "4"));
        var ids = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            var (consumer, reason) = (i % 2 == 0 ? "backend-assignment" : "dataservice-record", $"reason {i % 3}");
            ids.Add(await letters.WriteAsync(i < 5 ? LeadEventsOf.Qualified(Guid.CreateVersion7()) : LeadEventsOf.Unmatched(Guid.CreateVersion7()), consumer, reason));
        }

        (await PagesAsync(letters, "?limit=3")).ShouldBe(ids);
        (await PagesAsync(letters, "?limit=2&consumer=backend-assignment")).ShouldBe(ids.Where((_, i) => i % 2 == 0));
        (await PagesAsync(letters, "?limit=2&reason=REASON%201")).ShouldBe(ids.Where((_, i) => i % 3 == 1));
        (await PagesAsync(letters, $"?subject={LeadEvents.Unmatched}")).ShouldBe(ids.Skip(5));
        (await PagesAsync(letters, "?consumer=nobody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_discarded_is_gone_and_a_second_time_unknown()
    {
        await using var letters = await DeadLettersOf.StartAsync(service);
        var id = await letters.WriteAsync(LeadEventsOf.Qualified(Guid.CreateVersion7()));

        (await letters.Admin.DeleteAsync($"/v1/dead-letters/{id}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await letters.Admin.DeleteAsync($"/v1/dead-letters/{id}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await letters.Instance.Services.GetRequiredService<DeadLetterStore>().CountAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Agent)]
    [InlineData(Roles.Source)]
    public async Task Who_is_no_admin_is_refused(string role)
    {
        using var client = service.Client(role, agentId: Guid.CreateVersion7(), sourceId: Guid.CreateVersion7(), publisherId: Guid.CreateVersion7());
        (await client.GetAsync("/v1/dead-letters", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PostAsync("/v1/dead-letters/replay", null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.DeleteAsync("/v1/dead-letters/1", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_nats_the_answer_is_503_with_when_to_come_again()
    {
        var nats = await service.NewNatsServerAsync();
        await using var letters = await DeadLettersOf.StartAsync(service, ("ConnectionStrings:nats", nats.Url));
        await nats.Handle.StopAsync();

        using var answer = await letters.Admin.GetAsync("/v1/dead-letters", Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("consumer=a.b", "consumer")]
    [InlineData("reason=", "reason")]
    public async Task A_wrong_parameter_is_named(string query, string path)
    {
        using var answer = await service.Client(Roles.Admin).GetAsync($"/v1/dead-letters?{query}", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain($"\"path\":\"{path}\"");
    }

    private static async Task<List<long>> PagesAsync(DeadLettersOf letters, string query)
    {
        var ids = new List<long>();
        var page = await letters.ListAsync(query);
        ids.AddRange(page.Items.Select(item => item.Id));
        while (page.NextCursor is { } next)
        {
            page = await letters.ListAsync($"{query}&cursor={next}");
            ids.AddRange(page.Items.Select(item => item.Id));
        }

        return ids;
    }
}
