using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace LeadPlatform.ApiGateway.Tests.Upstreams;

public sealed class ResilienceTests
{
    private const string Nobody = "http://127.0.0.1:1";

    [Fact]
    public async Task A_read_that_reached_nobody_goes_to_another_instance_and_a_write_does_not()
    {
        await using var gateway = await GatewayHost.StartAsync(new()
        {
            ["Services:dataservice:http:1"] = Nobody,
            ["ReverseProxy:Clusters:dataservice:LoadBalancingPolicy"] = "RoundRobin",
            ["ReverseProxy:Clusters:dataservice:HealthCheck:Active:Enabled"] = "false",
            ["ReverseProxy:Clusters:dataservice:HealthCheck:Passive:Enabled"] = "false",
        });
        var token = gateway.ManagerToken();
        for (var i = 0; i < 6; i++)
            (await gateway.StatusAsync("/v1/leads", token)).ShouldBe(HttpStatusCode.OK);

        var written = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            written.Add((await gateway.Client.SendAsync(gateway.Request(HttpMethod.Post, "/v1/leads/x/merge", token), TestContext.Current.CancellationToken)).StatusCode);
        written.Count(status => status == HttpStatusCode.OK).ShouldBe(3);
        written.Count(status => status == HttpStatusCode.ServiceUnavailable).ShouldBe(3);
        gateway.DataService.Requests.Count(request => request.Method == "POST").ShouldBe(3);
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_probes_is_left_out_before_a_caller_meets_it()
    {
        await using var gateway = await GatewayHost.StartAsync(new()
        {
            ["Services:backend:http:1"] = Nobody,
            ["ReverseProxy:Clusters:backend:LoadBalancingPolicy"] = "RoundRobin",
            ["ReverseProxy:Clusters:backend:HealthCheck:Active:Interval"] = "00:00:00.1",
            ["ReverseProxy:Clusters:backend:HealthCheck:Passive:Enabled"] = "false",
        });
        await Eventually.HoldsAsync(() => Destination(gateway, "backend", Nobody).Health.Active == DestinationHealth.Unhealthy);
        for (var i = 0; i < 6; i++)
            (await gateway.Client.SendAsync(gateway.Request(HttpMethod.Post, "/v1/agents", gateway.ManagerToken()), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_answers_nobody_is_asked_by_a_few_only_and_by_all_once_it_is_back()
    {
        await using var gateway = await GatewayHost.StartAsync(new()
        {
            ["ReverseProxy:Clusters:backend:HttpRequest:ActivityTimeout"] = "00:00:00.3",
            ["ReverseProxy:Clusters:backend:HealthCheck:Passive:ReactivationPeriod"] = "00:10:00",
        });
        var hangs = true;
        gateway.Backend.Answers["/v1/agents"] = async context => await Task.Delay(hangs ? Timeout.Infinite : 0, context.RequestAborted);
        var token = gateway.ManagerToken();
        for (var i = 0; i < 3; i++)
            (await gateway.StatusAsync("/v1/agents", token)).ShouldBe(HttpStatusCode.GatewayTimeout);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gateway.StatusAsync("/v1/agents", token)));
        statuses.Count(status => status == HttpStatusCode.ServiceUnavailable).ShouldBeGreaterThanOrEqualTo(24);
        statuses.ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable || status == HttpStatusCode.GatewayTimeout);

        hangs = false;
        (await gateway.StatusAsync("/v1/agents", token)).ShouldBe(HttpStatusCode.OK);
        statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gateway.StatusAsync("/v1/agents", token)));
        statuses.ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    private static DestinationState Destination(GatewayHost gateway, string cluster, string address)
    {
        gateway.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster(cluster, out var state).ShouldBeTrue();
        return state!.Destinations.Values.Single(destination => destination.Model.Config.Address.StartsWith(address, StringComparison.Ordinal));
    }
}
