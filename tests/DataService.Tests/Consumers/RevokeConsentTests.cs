using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Consumers;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Consumers;

public sealed class RevokeConsentTests(RunningDataService service)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_withdrawn_consent_stands_in_the_lead_and_its_timeline_and_the_lead_is_no_longer_qualified()
    {
        var source = service.NewSource();
        var captured = await source.CaptureAsync(SampleLeads.One());
        var at = DateTimeOffset.UtcNow.AddSeconds(-10);

        using var answer = await service.Manager().RevokeAsync(captured.LeadId, at);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var revocation = (await answer.Content.ReadFromJsonAsync<ConsentRevocationView>(Cancellation))!;
        (revocation.LeadId, revocation.Origin).ShouldBe((captured.LeadId, "by phone"));
        revocation.RevokedAt.ShouldBe(at, TimeSpan.FromMilliseconds(1));
        (await source.Http.GetLeadAsync(captured.LeadId))!.ConsentRevokedAt!.Value.ShouldBe(at, TimeSpan.FromMilliseconds(1));
        await Eventually.HoldsAsync(async () => (await source.Http.GetFromJsonAsync<Page<TimelineItem>>(captured.Links.Timeline, Cancellation))!.Items
            .Any(item => item.Type == LeadEvents.ConsentRevoked && item.Text == "Consent withdrawn: nobody may act on it any more"));
        using var inputs = await service.Client(Roles.Service).PostAsJsonAsync("/internal/qualification-inputs", new QualificationInputsRequest([captured.LeadId]), Cancellation);
        (await inputs.Content.ReadFromJsonAsync<QualificationInputs>(Cancellation))!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_revocation_counts()
    {
        var source = service.NewSource();
        var captured = await source.CaptureAsync(SampleLeads.One());
        using var first = await service.Manager().RevokeAsync(captured.LeadId, origin: "by phone");
        using var second = await service.Manager().RevokeAsync(captured.LeadId, origin: "by mail");

        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK));
        (await second.Content.ReadFromJsonAsync<ConsentRevocationView>(Cancellation))!.Origin.ShouldBe("by phone");
    }

    [Fact]
    public async Task An_agent_withdraws_for_their_own_leads_and_for_no_other()
    {
        var (source, agent) = (service.NewSource(), Guid.CreateVersion7());
        var captured = await source.CaptureAsync(SampleLeads.One());
        await using var changes = await Changes.OpenAsync(source.Http);
        await service.PublishAsync(LeadEventsOf.Assigned(captured.LeadId, agent));
        await changes.UntilAsync(captured.LeadId, LeadStatus.Assigned);

        using var other = await service.Client(Roles.Agent, agentId: Guid.CreateVersion7()).RevokeAsync(captured.LeadId);
        using var own = await service.Client(Roles.Agent, agentId: agent).RevokeAsync(captured.LeadId);
        using var publisher = await source.Http.RevokeAsync(captured.LeadId);

        (other.StatusCode, own.StatusCode, publisher.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.Created, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_revocation_before_the_consent_or_in_the_future_is_refused()
    {
        var captured = await service.NewSource().CaptureAsync(SampleLeads.One());
        foreach (var at in new[] { DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(1) })
        {
            using var answer = await service.Manager().RevokeAsync(captured.LeadId, at, new string('x', 201));
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("revokedAt");
        }
    }
}
