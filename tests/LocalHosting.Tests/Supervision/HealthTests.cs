using Aspire.Hosting.Supervision;

namespace LeadPlatform.LocalHosting.Tests.Supervision;

public class HealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_runs_with_what_it_is_given_and_is_healthy_while_its_check_says_so()
    {
        await using var app = new TestApp("--Supervision:CheckInterval", "00:00:00.050", "--Supervision:FailedChecks", "2");
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithHttpHealthCheck("/health").WithArgs("serve", "all").WithEnvironment("COLOR", "green");
        await app.StartAsync();
        await app.HealthyAsync("orders");
        using var http = new HttpClient { BaseAddress = new Uri(service.GetEndpoint("http").Url) };

        (await http.GetStringAsync("/arguments", Cancellation)).ShouldBe("[\"serve\",\"all\"]");
        (await http.GetStringAsync("/directory", Cancellation)).ShouldBe(Path.Combine(TestApp.ProjectDirectory, "EchoService"));
        (await http.GetStringAsync("/environment", Cancellation)).ShouldContain("\"COLOR\":\"green\"");

        await http.PostAsync("/health/false", null, Cancellation);
        var ill = await app.WhenAsync("orders", ResourceState.Running);
        ill.Reason.ShouldBe($"no longer healthy: GET {service.GetEndpoint("http").Url}/health answered 503: the queue is full");

        await http.PostAsync("/health/true", null, Cancellation);
        await app.WhenAsync("orders", ResourceState.Healthy);
        app.Status("orders").Now.Restarts.ShouldBe(0);
    }

    [Fact]
    public async Task A_resource_that_does_not_become_healthy_is_reported_with_the_reason()
    {
        await using var app = new TestApp("--Supervision:ReportUnhealthyAfter", "00:00:00.100");
        app.Builder.AddExecutable("mute", "sleep", ".", "1000").WithHttpEndpoint().WithHttpHealthCheck("/health");
        await app.StartAsync();

        var now = await app.WhenAsync("mute", now => now.Reason is not null && now.State == ResourceState.Running);

        now.Reason!.ShouldStartWith("not healthy yet: GET http://localhost:");
        now.IsUp.ShouldBeFalse();
    }

    [Fact]
    public async Task A_variable_of_the_AppHost_that_is_its_own_does_not_reach_a_project()
    {
        await using var app = new TestApp();
        Environment.SetEnvironmentVariable("ConnectionStrings__nobodys", "secret");
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithHttpHealthCheck("/health");
        await app.StartAsync();
        await app.HealthyAsync("orders");
        using var http = new HttpClient { BaseAddress = new Uri(service.GetEndpoint("http").Url) };

        (await http.GetStringAsync("/environment", Cancellation)).ShouldNotContain("nobodys");
    }
}
