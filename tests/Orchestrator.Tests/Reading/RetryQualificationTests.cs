using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Reading;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Providers;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost;
using LeadPlatform.TestHost.Ai;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.Orchestrator.Tests.Reading;

public sealed class RetryQualificationTests : IAsyncLifetime
{
    private readonly RunningOrchestrator _orchestrator = new();
    private AiServer _ai = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ai = await AiServer.StartAsync();
        foreach (var (key, value) in AiHost.Chain(_ai))
            _orchestrator.Settings["Ai:" + key] = value;
        await _orchestrator.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _orchestrator.DisposeAsync();
        await _ai.DisposeAsync();
    }

    [Fact]
    public async Task All_steps_are_done_again_and_the_result_amends_the_lead()
    {
        var lead = Known(Leads.Good(notes: "My rate went up."), revision: 2);
        using var client = _orchestrator.Client(_orchestrator.Issuer.Token(Roles.Manager, Scopes.LeadsManage));

        using var answer = await client.PostAsync($"/v1/qualifications/{lead.LeadId}/retry", null, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var run = (await answer.Content.ReadFromJsonAsync<QualificationRun>(Cancelled))!;
        run.Steps.Select(step => step.Name).ShouldBe(StepName.All);
        (run.Cause, run.Revision, run.Model).ShouldBe((AmendmentCause.Retry, 3, $"local-points-2+{AiServer.Model}"));
        var amended = (await _orchestrator.VerdictAsync(lead.LeadId)).Event;
        amended.Type.ShouldBe(LeadEvents.Amended);
        var data = amended.Data.Deserialize(EventJson.Default.LeadAmended)!;
        (data.Cause, data.Qualification.Revision, data.Qualification.Score).ShouldBe((AmendmentCause.Retry, 3, run.Score));
    }

    [Fact]
    public async Task A_lead_without_a_qualification_is_a_conflict()
    {
        var lead = Known(Leads.Good(), revision: null);
        using var client = _orchestrator.Client(_orchestrator.Issuer.Token(Roles.Manager, Scopes.LeadsManage));

        using var answer = await client.PostAsync($"/v1/qualifications/{lead.LeadId}/retry", null, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString().ShouldBe("conflict");
        _orchestrator.Verdicts(lead.LeadId).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_see_the_lead_may_not_retry_it_and_who_may_only_read_neither()
    {
        using var manager = _orchestrator.Client(_orchestrator.Issuer.Token(Roles.Manager, Scopes.LeadsManage));
        using var reader = _orchestrator.Client(_orchestrator.Issuer.Token(Roles.Source, Scopes.LeadsRead));

        (await manager.PostAsync($"/v1/qualifications/{Guid.CreateVersion7()}/retry", null, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reader.PostAsync($"/v1/qualifications/{Guid.CreateVersion7()}/retry", null, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _ai.Requests.ShouldBeEmpty();
    }

    private QualificationInput Known(QualificationInput lead, int? revision)
    {
        _orchestrator.DataService.Leads[lead.LeadId] = lead;
        var qualification = revision is null ? null : Scorer.Score(lead).Qualification with { Revision = revision };
        _orchestrator.DataService.Lead = (id, _) => id == lead.LeadId
            ? TypedResults.Ok(new LeadView(id, revision is null ? "duplicate" : "assigned", "auto", lead.ReceivedAt, lead.ReceivedAt, Guid.Empty, null, lead.Contact, lead.Consent, null, null, qualification, null, null))
            : TypedResults.NotFound();
        return lead;
    }
}
