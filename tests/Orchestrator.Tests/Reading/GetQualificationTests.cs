using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Reading;
using LeadPlatform.Orchestrator.Tests.Hosting;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.Orchestrator.Tests.Reading;

public sealed class GetQualificationTests : IAsyncLifetime
{
    private readonly RunningOrchestrator _orchestrator = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _orchestrator.InitializeAsync();

    public ValueTask DisposeAsync() => _orchestrator.DisposeAsync();

    [Fact]
    public async Task A_caller_reads_what_DataService_shows_them()
    {
        var lead = Leads.Good();
        var (qualification, _) = Scorer.Score(lead);
        var token = _orchestrator.Issuer.Token(Roles.Agent, agentId: Guid.CreateVersion7());
        _orchestrator.DataService.Lead = (id, authorization) => id == lead.LeadId && authorization == "Bearer " + token
            ? TypedResults.Ok(new LeadView(id, "assigned", "auto", lead.ReceivedAt, lead.ReceivedAt, Guid.Empty, null, lead.Contact, lead.Consent, null, null, qualification, null, null))
            : TypedResults.NotFound();
        _orchestrator.DataService.Timeline = (_, authorization) => authorization == "Bearer " + token
            ? TypedResults.Ok(new Page<TimelineItem>(
                [
                    new(lead.LeadId, lead.ReceivedAt, LeadEvents.Received, "Received", null),
                    Item(LeadEvents.Qualified, new LeadQualified("auto", "NY", "10001", Guid.Empty, qualification, Steps(StepOutcome.Late)), EventJson.Default.LeadQualified),
                    Item(LeadEvents.Assigned, new LeadAssigned(Guid.Empty, Guid.Empty, "Agent"), EventJson.Default.LeadAssigned),
                    Item(LeadEvents.Amended, new LeadAmended(AmendmentCause.LateAnalysis, qualification with { Revision = 1 }, Steps(StepOutcome.Done)), EventJson.Default.LeadAmended),
                ],
                null))
            : TypedResults.NotFound();
        using var client = _orchestrator.Client(token);

        var view = await client.GetFromJsonAsync<QualificationView>($"/v1/qualifications/{lead.LeadId}", Cancelled);
        view!.LeadId.ShouldBe(lead.LeadId);
        view.Status.ShouldBe("assigned");
        JsonSerializer.Serialize(view.Qualification).ShouldBe(JsonSerializer.Serialize(qualification));
        view.Runs.Select(run => (run.Cause, run.Revision, run.Steps.Single().Outcome)).ShouldBe([("received", 0, StepOutcome.Late), (AmendmentCause.LateAnalysis, 1, StepOutcome.Done)]);
        using var other = await client.GetAsync($"/v1/qualifications/{Guid.CreateVersion7()}", Cancelled);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString().ShouldBe("not_found");
    }

    private static QualificationStep[] Steps(string outcome) => [new(StepName.Analyse, outcome, 5000.123, null, "main/gpt-example")];

    private static TimelineItem Item<T>(string type, T data, JsonTypeInfo<T> json) =>
        new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, type, type, JsonSerializer.SerializeToElement(data, json));

    [Fact]
    public async Task Without_a_token_it_is_401_and_without_the_scope_403()
    {
        using var nobody = _orchestrator.Client(null);
        using var writer = _orchestrator.Client(_orchestrator.Issuer.Token(Roles.Source, Scopes.LeadsWrite));

        (await nobody.GetAsync($"/v1/qualifications/{Guid.Empty}", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await writer.GetAsync($"/v1/qualifications/{Guid.Empty}", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task While_DataService_is_away_it_is_503()
    {
        await _orchestrator.DataService.DisposeAsync();
        using var client = _orchestrator.Client(_orchestrator.Issuer.Token(Roles.Manager));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var answer = await client.GetAsync($"/v1/qualifications/{Guid.CreateVersion7()}", limit.Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_document_describes_it()
    {
        using var client = _orchestrator.Client(null);
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancelled);

        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldBe(["/v1/qualifications/{leadId}", "/v1/qualifications/{leadId}/retry"]);
    }
}
