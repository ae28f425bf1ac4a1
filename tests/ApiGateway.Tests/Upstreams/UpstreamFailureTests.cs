using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Http;

namespace LeadPlatform.ApiGateway.Tests.Upstreams;

public sealed class UpstreamFailureTests(SharedGateway shared)
{
    private GatewayHost Gateway => shared.Gateway;

    [Fact]
    public async Task A_service_that_is_down_is_503_with_a_time_to_try_again_and_others_go_on()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await gateway.DataService.DisposeAsync();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await gateway.Client.SendAsync(gateway.Request(HttpMethod.Post, "/v1/leads", gateway.ManagerToken()), TestContext.Current.CancellationToken);
            await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        }

        (await gateway.GetAsync("/v1/agents", gateway.ManagerToken())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_breaks_off_is_502()
    {
        Gateway.DataService.Answers["/v1/leads/broken"] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var answer = await Gateway.GetAsync("/v1/leads/broken", Gateway.ManagerToken());

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadGateway, "upstream");
    }

    [Fact]
    public async Task A_service_that_takes_too_long_is_504()
    {
        await using var gateway = await GatewayHost.StartAsync(new() { ["ReverseProxy:Clusters:dataservice:HttpRequest:ActivityTimeout"] = "00:00:00.3" });
        gateway.DataService.Answers["/v1/leads"] = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var answer = await gateway.GetAsync("/v1/leads", gateway.ManagerToken());

        await answer.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "upstream");
    }

    [Fact]
    public async Task A_services_own_refusal_passes_unchanged()
    {
        Gateway.DataService.Answers["/v1/leads/refused"] = async context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7";
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{"code":"storage"}""");
        };
        using var answer = await Gateway.GetAsync("/v1/leads/refused", Gateway.ManagerToken());

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"code":"storage"}""");
    }

    [Fact]
    public async Task A_capture_may_wait_for_its_outcome()
    {
        Gateway.DataService.Answers["/v1/leads/waiting"] = async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5), context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status201Created;
        };
        using var answer = await Gateway.GetAsync("/v1/leads/waiting", Gateway.ManagerToken());

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_service_that_moves_is_followed()
    {
        await using var other = await Upstream.StartAsync("other");
        await using var gateway = await GatewayHost.StartAsync();
        (await Seen.In(await gateway.GetAsync("/v1/leads", gateway.ManagerToken()))).Service.ShouldBe("dataservice");
        gateway.Change("Services:dataservice:http:0", other.Address);

        await Eventually.HoldsAsync(async () => (await Seen.In(await gateway.GetAsync("/v1/leads", gateway.ManagerToken()))).Service == "other");
    }
}
