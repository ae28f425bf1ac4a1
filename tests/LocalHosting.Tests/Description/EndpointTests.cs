using System.Net;
using System.Net.Sockets;

namespace LeadPlatform.LocalHosting.Tests.Description;

public class EndpointTests
{
    [Fact]
    public async Task A_port_in_use_stops_the_start_with_its_number_and_owner()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        await using var app = new TestApp();
        app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: port);

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe($"Port {port}, wanted by endpoint 'http' of 'orders', is in use by another program. Stop that program (ss -ltnp shows it) or choose another port.");
    }

    [Fact]
    public async Task A_port_asked_for_twice_is_refused_with_both_owners()
    {
        await using var app = new TestApp();
        app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26401);
        app.Builder.AddRedis("cache", port: 26401);

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe("Port 26401 is asked for twice: by endpoint 'http' of 'orders' and by endpoint 'tcp' of 'cache'. Change one of them.");
    }

    [Fact]
    public async Task Replicas_can_not_share_a_fixed_port()
    {
        await using var app = new TestApp();
        app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26402).WithReplicas(2);

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe("'orders' has 2 replicas and its endpoint 'http' the fixed port 26402; two processes can't share it. Leave the port out.");
    }

    [Fact]
    public async Task A_port_and_another_target_port_are_refused()
    {
        await using var app = new TestApp();
        app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26403, targetPort: 26404);

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe("Endpoint 'http' of 'orders' has port 26403 and target port 26404. Nothing forwards from one to the other here: give only one of them.");
    }

    [Fact]
    public async Task Zero_replicas_are_refused()
    {
        await using var app = new TestApp();

        Should.Throw<ArgumentOutOfRangeException>(() => app.Builder.AddProject("orders", TestApp.Echo).WithReplicas(0));
    }

    [Fact]
    public async Task WithExternalHttpEndpoints_touches_only_endpoints_that_exist()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithEndpoint(name: "raw").WithExternalHttpEndpoints().WithHttpEndpoint(name: "management");

        service.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsExternal).Select(endpoint => endpoint.Name).ShouldBe(["http"]);
    }

    [Fact]
    public async Task An_address_is_not_known_before_the_start()
    {
        await using var app = new TestApp();
        var endpoint = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().GetEndpoint("http");

        endpoint.IsAllocated.ShouldBeFalse();
        Should.Throw<DistributedApplicationException>(() => endpoint.Url).Message
            .ShouldBe("Endpoint 'http' of 'orders' has no port yet: the application has not started.");
    }

    [Fact]
    public async Task A_health_check_needs_an_endpoint_that_speaks_HTTP()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithEndpoint(name: "raw");

        Should.Throw<DistributedApplicationException>(() => service.WithHttpHealthCheck("/health", endpointName: "raw")).Message
            .ShouldBe("The HTTP health check of 'orders' can't use endpoint 'raw': it speaks tcp.");
        Should.Throw<DistributedApplicationException>(() => service.WithHttpHealthCheck("/health")).Message
            .ShouldBe("'orders' has no endpoint 'http'. It has 'raw'.");
    }

    [Fact]
    public async Task A_container_is_refused_with_the_way_out()
    {
        await using var app = new TestApp();
        app.Builder.AddContainer("tool", "example/tool");

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe("'tool' is a container, and containers don't run here. Leave it out, or run the application with Aspire itself.");
    }

    [Fact]
    public async Task Qdrant_without_a_connection_string_is_refused_with_its_variable()
    {
        await using var app = new TestApp();
        app.Builder.AddQdrant("vectors");

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe("'vectors' is a container, and containers don't run here. Give the connection string of one that runs elsewhere as ConnectionStrings__vectors.");
    }
}
