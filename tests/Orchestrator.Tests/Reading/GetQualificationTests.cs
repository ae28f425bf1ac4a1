using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Qualifying;
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
        using var client = _orchestrator.Client(token);

        var view = await client.GetFromJsonAsync<QualificationView>($"/v1/qualifications/{lead.LeadId}", Cancelled);
        view!.LeadId.ShouldBe(lead.LeadId);
        view.Status.ShouldBe("assigned");
        JsonSerializer.Serialize(view.Qualification).ShouldBe(JsonSerializer.Serialize(qualification));
        using var other = await client.GetAsync($"/v1/qualifications/{Guid.CreateVersion7()}", Cancelled);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString().ShouldBe("not_found");
    }

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
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        using var answer = await client.GetAsync($"/v1/qualifications/{Guid.CreateVersion7()}", limit.Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_document_describes_it()
    {
        using var client = _orchestrator.Client(null);
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancelled);

        document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldBe(["/v1/qualifications/{leadId}"]);
    }
}
