using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Capture;

public sealed class PreferWaitTests(RunningDataService service)
{
    [Fact]
    public async Task A_waiting_caller_is_answered_with_the_assignment_as_soon_as_it_is_known()
    {
        var (source, agent) = (service.NewSource(), Guid.CreateVersion7());
        await using var changes = await Changes.OpenAsync(source.Http);
        var waiting = source.CaptureAsync(SampleLeads.One(), "wait=30");
        var received = await changes.NextAsync();

        await service.PublishAsync(LeadEventsOf.Qualified(received.LeadId), LeadEventsOf.Assigned(received.LeadId, agent));

        var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        answer.Status.ShouldBe(LeadStatus.Assigned);
        answer.Assignment!.AgentId.ShouldBe(agent);
        answer.Assignment.AgentName.ShouldBe("Avery Brooks");
    }

    [Fact]
    public async Task A_waiting_caller_is_answered_by_another_instance_than_the_one_that_records()
    {
        await using var second = service.NewInstance();
        var source = service.NewSource();
        await using var changes = await Changes.OpenAsync(source.Http);
        using var client = second.CreateClient();
        client.DefaultRequestHeaders.Authorization = source.Http.DefaultRequestHeaders.Authorization;
        for (var i = 0; i < 4; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = System.Net.Http.Json.JsonContent.Create(SampleLeads.One()) };
            request.Headers.Add("Prefer", "respond-async, wait=30");
            var waiting = client.SendAsync(request, TestContext.Current.CancellationToken);
            var received = await changes.NextAsync();
            await service.PublishAsync(LeadEventsOf.Disqualified(received.LeadId));
            using var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"status\":\"disqualified\"");
            answer.Headers.GetValues("Preference-Applied").ShouldBe(["wait=30"]);
            await changes.UntilAsync(received.LeadId, LeadStatus.Disqualified);
        }
    }

    [Fact]
    public async Task A_caller_whose_time_is_up_is_answered_with_the_status_so_far()
    {
        var answer = await service.NewSource().CaptureAsync(SampleLeads.One(), "wait=1");
        answer.Status.ShouldBe(LeadStatus.Received);
        answer.Assignment.ShouldBeNull();
    }

    [Theory]
    [InlineData("wait=0")]
    [InlineData("wait=soon")]
    [InlineData("wait=-3")]
    [InlineData("return=minimal")]
    public async Task A_preference_that_asks_for_no_wait_is_answered_at_once(string prefer) =>
        (await service.NewSource().CaptureAsync(SampleLeads.One(), prefer)).Status.ShouldBe(LeadStatus.Received);
}
