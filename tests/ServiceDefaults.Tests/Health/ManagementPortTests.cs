using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.ServiceDefaults.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LeadPlatform.ServiceDefaults.Tests.Health;

public sealed class ManagementPortTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/metrics")]
    public async Task What_operators_ask_for_is_on_the_internal_port_alone(string path)
    {
        await using var service = await SampleService.StartAsync();
        (await service.Internal.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Public.GetAsync(path)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_host_header_opens_no_way_to_the_internal_port()
    {
        await using var service = await SampleService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = service.Internal.BaseAddress!.Authority } };
        (await service.Public.SendAsync(request)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_internal_port_serves_nothing_else()
    {
        await using var service = await SampleService.StartAsync();
        (await service.Internal.GetAsync("/open")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_check_that_fails_makes_the_service_unready_but_not_dead_and_shows_no_exception()
    {
        await using var service = await SampleService.StartAsync(builder =>
            builder.Services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy("away", new InvalidOperationException("password=secret"))));
        using var health = await service.Internal.GetAsync("/health");
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var report = await health.Content.ReadAsStringAsync();
        report.ShouldNotContain("secret");
        JsonElement.Parse(report).GetProperty("checks").GetProperty("store").GetProperty("description").GetString().ShouldBe("away");
        (await service.Internal.GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_are_counted_in_the_metrics()
    {
        await using var service = await SampleService.StartAsync();
        await service.Public.GetAsync("/open");
        (await service.Internal.GetStringAsync("/metrics")).ShouldContain("http_server_request_duration");
    }

    [Theory]
    [InlineData("Management:Port", "70000", "Management:Port must be a TCP port from 1 to 65535.")]
    [InlineData("Drain:Timeout", "00:10:00", "Drain:Timeout must be from 00:00:01 to 00:05:00.")]
    [InlineData("Identity:Issuer", "", "Identity:Issuer must be the platform's public address, such as https://leads.example.com.")]
    public async Task A_wrong_setting_stops_the_start_and_names_itself(string key, string value, string sentence)
    {
        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var service = await SampleService.StartAsync(settings: (key, value));
        });
        failure.ToString().ShouldContain(sentence);
    }
}
