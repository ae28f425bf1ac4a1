using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Agents;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Access;

/// <summary>Every endpoint that names a resource, called for another's by each role that sees only its own.</summary>
public sealed class ObjectAccessTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_anothers_is_not_there()
    {
        using var admin = await platform.SignInAsync(Roles.Admin);
        var theirs = await OtherPublisherAsync(admin);
        using var source = platform.Publisher();
        using var user = await platform.SignInAsync(Roles.Publisher);
        using var agent = await platform.SignInAsync(Roles.Agent);
        var endpoints = (await platform.EndpointsAsync(Cancellation))
            .Where(endpoint => endpoint.Service != "gateway" && endpoint.View.Path.StartsWith("/v1/", StringComparison.Ordinal) && endpoint.View.Path.Contains('{', StringComparison.Ordinal)).ToList();
        var (asked, wrong) = (0, new List<string>());

        foreach (var (role, caller) in new[] { (Roles.Source, source), (Roles.Publisher, user), (Roles.Agent, agent) })
        {
            foreach (var endpoint in endpoints.Where(endpoint => AccessMatrix.Allows(endpoint.View, role) is true))
            {
                asked++;
                var status = await CallAsync(endpoint, caller, theirs);
                if (status != HttpStatusCode.NotFound)
                    wrong.Add($"{role}: {endpoint}: {(int)status}");
            }
        }

        asked.ShouldBeGreaterThan(20);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_revoked_is_refused_within_five_seconds()
    {
        using var admin = await platform.SignInAsync(Roles.Admin);
        var theirs = await OtherPublisherAsync(admin);
        using var holder = new HttpClient { BaseAddress = platform.Address };
        holder.DefaultRequestHeaders.Add("X-Api-Key", theirs.Secret);
        (await holder.GetAsync("/v1/me", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync($"/v1/sources/{theirs.SourceId}/keys/{theirs.KeyId}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.HoldsAsync(async () => (await holder.GetAsync("/v1/me", Cancellation)).StatusCode == HttpStatusCode.Unauthorized, within: TimeSpan.FromSeconds(5.5));
    }

    private static async Task<HttpStatusCode> CallAsync(RunningEndpoint endpoint, HttpClient caller, Theirs theirs)
    {
        var path = endpoint.View.Path;
        var id = path.Split('/')[2] switch
        {
            "leads" or "qualifications" => theirs.LeadId,
            "imports" => theirs.ImportId,
            "sources" => theirs.SourceId,
            "publishers" => theirs.PublisherId,
            "agents" => theirs.AgentId,
            // Of one's own things, one that is not there: nobody can name another's.
            "me" => Guid.CreateVersion7(),
            var other => throw new InvalidOperationException($"{endpoint}: whose are the ids of {other}? Give this test one that is another's."),
        };
        var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", match => match.Value.StartsWith("{keyId", StringComparison.Ordinal) ? theirs.KeyId : id.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Parse(endpoint.View.Method), address);
        if (endpoint.View.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = JsonContent.Create<object>(path.Split('/')[^1] switch
            {
                "disposition" => new { outcome = "contacted" },
                "consent-revocations" => new { revokedAt = (DateTimeOffset?)null, origin = "by phone" },
                _ => new { },
            });
        }

        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return answer.StatusCode;
    }

    private async Task<Theirs> OtherPublisherAsync(HttpClient admin)
    {
        var publisher = await PostAsync<PublisherView>(admin, "/v1/publishers", new PublisherInput("Other publisher"));
        var source = await PostAsync<SourceView>(admin, "/v1/sources", new SourceInput(publisher.PublisherId, "Other source"));
        var key = await PostAsync<NewKeyView>(admin, $"/v1/sources/{source.SourceId}/keys", new KeyInput(Scopes: [Scopes.LeadsWrite, Scopes.LeadsRead, Scopes.Imports]));
        using var sender = new HttpClient { BaseAddress = platform.Address };
        sender.DefaultRequestHeaders.Add("X-Api-Key", key.Key);
        // Texas is not among the demo agent's states.
        using var captured = await sender.PostAsync("/v1/leads", new StringContent(SampleLeads.One("home", "TX", "77512").ToJsonString(), Encoding.UTF8, "application/json"), Cancellation);
        captured.StatusCode.ShouldBe(HttpStatusCode.Created);
        var lead = (await captured.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!;
        using var file = await sender.PostAsync("/v1/imports?run=false", new StringContent("line\nauto\n", Encoding.UTF8, "text/csv"), Cancellation);
        file.StatusCode.ShouldBe(HttpStatusCode.Created);
        var import = (await file.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("importId").GetGuid();
        var agent = (await admin.GetFromJsonAsync<Page<AgentView>>("/v1/agents", Cancellation))!.Items.First(one => one.Name != "Avery Brooks");
        return new Theirs(publisher.PublisherId, source.SourceId, key.Details.KeyId, key.Key!, lead.LeadId, import, agent.AgentId);
    }

    private static async Task<T> PostAsync<T>(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<T>(Cancellation))!;
    }

    private sealed record Theirs(Guid PublisherId, Guid SourceId, string KeyId, string Secret, Guid LeadId, Guid ImportId, Guid AgentId);
}
