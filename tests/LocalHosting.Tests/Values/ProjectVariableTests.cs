using Microsoft.Extensions.Configuration;

namespace LeadPlatform.LocalHosting.Tests.Values;

public class ProjectVariableTests
{
    [Fact]
    public async Task A_project_in_Development_is_given_exactly_this()
    {
        await using var app = new TestApp();
        Forget(app, "OTEL_EXPORTER_OTLP_ENDPOINT");
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26201).WithHttpEndpoint(port: 26202, name: "management", env: "Management__Port");

        var variables = await app.VariablesAsync(service);

        variables.Remove("OTEL_RESOURCE_ATTRIBUTES", out var attributes).ShouldBeTrue();
        attributes!.ShouldMatch("^service\\.instance\\.id=[a-z]{8}$");
        variables.ShouldBe(new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://localhost:26201",
            ["Management__Port"] = "26202",
            ["OTEL_SERVICE_NAME"] = "orders",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            ["OTEL_TRACES_SAMPLER"] = "always_on",
            ["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Where_telemetry_goes_is_passed_on_when_it_is_set()
    {
        await using var app = new TestApp();
        app.Builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector.example.com:4317";
        app.Builder.Configuration["OTEL_EXPORTER_OTLP_HEADERS"] = "x-key=1";
        var service = app.Builder.AddProject("orders", TestApp.Echo);

        var variables = await app.VariablesAsync(service);

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://collector.example.com:4317");
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("grpc");
        variables["OTEL_EXPORTER_OTLP_HEADERS"].ShouldBe("x-key=1");
    }

    [Fact]
    public async Task A_project_without_HTTP_endpoints_is_given_no_addresses()
    {
        await using var app = new TestApp();

        (await app.VariablesAsync(app.Builder.AddProject("worker", TestApp.Echo))).ShouldNotContainKey("ASPNETCORE_URLS");
    }

    [Fact]
    public async Task Each_replica_is_given_its_own_ports()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithHttpEndpoint(name: "management", env: "MANAGEMENT").WithReplicas(2);

        var first = await app.VariablesAsync(service, 0);
        var second = await app.VariablesAsync(service, 1);

        new[] { first["ASPNETCORE_URLS"], second["ASPNETCORE_URLS"], "http://localhost:" + first["MANAGEMENT"], "http://localhost:" + second["MANAGEMENT"] }.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_the_topology_sets_wins()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithEnvironment("ASPNETCORE_URLS", "http://*:1").WithEnvironment("DOTNET_ENVIRONMENT", "Staging");

        var variables = await app.VariablesAsync(service);

        variables["ASPNETCORE_URLS"].ShouldBe("http://*:1");
        variables["DOTNET_ENVIRONMENT"].ShouldBe("Staging");
    }

    // The machine that runs the tests may have it set.
    private static void Forget(TestApp app, string key) => app.Builder.Configuration.AddInMemoryCollection([new(key, "")]);
}
