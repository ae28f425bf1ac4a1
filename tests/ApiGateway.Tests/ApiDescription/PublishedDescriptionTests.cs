using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadPlatform.ApiGateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.ApiDescription;

public sealed class PublishedDescriptionTests
{
    [Fact]
    public async Task The_document_holds_each_services_paths_where_the_gateway_routes_them()
    {
        await using var gateway = await GatewayHost.StartAsync();
        Describe(gateway.DataService, "/v1/leads", "/v1/leads/{leadId}", "/v1/leads/{leadId}/disposition", "/internal/qualification-inputs");
        Describe(gateway.Backend, "/v1/agents/{agentId}", "/v1/leads/{leadId}/disposition", "/v1/leads", "/internal/keys/resolve");
        Describe(gateway.Orchestrator, "/v1/qualifications/{leadId}", "/other");
        using var answer = await gateway.GetAsync("/openapi/v1.json");

        var document = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        document!["paths"]!.AsObject().Select(path => path.Key).ShouldBe(
            ["/v1/leads", "/v1/leads/{leadId}", "/v1/qualifications/{leadId}", "/v1/agents/{agentId}", "/v1/leads/{leadId}/disposition", "/connect/token"]);
        answer.Headers.ETag.ShouldNotBeNull();
        gateway.Backend.Requests.Single(request => request.Target == "/openapi/v1.json").Header("Authorization")!.ShouldStartWith("Bearer ");
    }

    [Fact]
    public async Task A_second_reader_costs_the_services_nothing()
    {
        await using var gateway = await GatewayHost.StartAsync();
        foreach (var service in new[] { gateway.DataService, gateway.Backend, gateway.Orchestrator })
            Describe(service, "/v1/leads");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.GetAsync("/openapi/v1.json")));

        gateway.DataService.Requests.Count(request => request.Target == "/openapi/v1.json").ShouldBe(1);
    }

    [Fact]
    public async Task Without_any_service_it_is_503()
    {
        await using var gateway = await GatewayHost.StartAsync(new()
        {
            ["Services:dataservice:http:0"] = "http://127.0.0.1:1",
            ["Services:orchestrator:http:0"] = "http://127.0.0.1:1",
            ["Services:backend:http:0"] = "http://127.0.0.1:1",
            ["WarmUp:Limit"] = "00:00:00",
        });
        using var answer = await gateway.GetAsync("/openapi/v1.json");

        await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_reference_loads_everything_from_this_server()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var page = await gateway.GetAsync("/docs/");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var script = await gateway.GetAsync("/docs/scalar.js");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldNotContain("http://");
        html.ShouldNotContain("https://");
        html.ShouldContain("openapi/v1.json");
        html.ShouldContain("\"showDeveloperTools\":\"never\"");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldNotContain("unsafe-eval");
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        html.Split("<script").Length.ShouldBe(html.Split($"nonce=\"{nonce}\"").Length);
        script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
    }

    private static void Describe(Upstream service, params string[] paths) => service.Answers["/openapi/v1.json"] = context => context.Response.WriteAsJsonAsync(new
    {
        openapi = "3.1.1",
        paths = paths.ToDictionary(path => path, _ => new { get = new { responses = new Dictionary<string, object>() } }),
    });
}
