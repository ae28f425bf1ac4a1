using Aspire.Hosting.Supervision;

namespace LeadPlatform.LocalHosting.Tests.Supervision;

public class WaitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitFor_starts_a_resource_once_the_other_is_healthy()
    {
        await using var app = new TestApp();
        var gate = Path.Combine(app.Directory, "gate");
        var server = app.Builder.AddExecutable("server", "sh", ".", "-c", "sleep 1000").WithAnnotation(new Aspire.Hosting.Health.HealthProbeAnnotation(new FileProbe(gate)));
        app.Builder.AddExecutable("user", "sh", ".", "-c", "sleep 1000").WaitFor(server);

        await app.StartAsync();
        await app.WhenAsync("server", ResourceState.Running);
        await app.WhenAsync("user", now => now is { State: ResourceState.Waiting, Reason: "for server" });

        await File.WriteAllTextAsync(gate, "", Cancellation);
        await app.WhenAsync("user", ResourceState.Running);

        app.Status("server").Now.State.ShouldBe(ResourceState.Healthy);
    }

    [Fact]
    public async Task WaitForStart_asks_for_no_health()
    {
        await using var app = new TestApp();
        var server = app.Builder.AddExecutable("server", "sh", ".", "-c", "sleep 1000")
            .WithAnnotation(new Aspire.Hosting.Health.HealthProbeAnnotation(new FileProbe(Path.Combine(app.Directory, "never"))));
        app.Builder.AddExecutable("user", "true", ".").WaitForStart(server);

        await app.StartAsync();

        await app.WhenAsync("user", ResourceState.Finished);
    }

    [Fact]
    public async Task WaitForCompletion_starts_a_resource_once_the_other_ended_with_that_code()
    {
        await using var app = new TestApp();
        var file = Path.Combine(app.Directory, "made");
        var migrator = app.Builder.AddExecutable("migrator", "sh", ".", "-c", $"sleep 0.2; touch {file}; exit 7");
        app.Builder.AddExecutable("user", "test", ".", "-f", file).WaitForCompletion(migrator, exitCode: 7);

        await app.StartAsync();

        (await app.WhenAsync("user", now => now.HasEnded)).State.ShouldBe(ResourceState.Finished);
    }

    [Fact]
    public async Task WaitForCompletion_fails_a_resource_where_the_other_fails_which_is_not_tried_again()
    {
        await using var app = new TestApp();
        var migrator = app.Builder.AddExecutable("migrator", "sh", ".", "-c", "exit 3");
        app.Builder.AddExecutable("user", "true", ".").WaitForCompletion(migrator);

        await app.StartAsync();
        var user = await app.WhenAsync("user", now => now.HasEnded);

        user.State.ShouldBe(ResourceState.Failed);
        user.Reason.ShouldBe("It needs 'migrator', which is failed.");
        app.Status("migrator").Now.Restarts.ShouldBe(0);
        app.Status("migrator").Now.Reason!.ShouldStartWith("ended with exit code 3 after ");
    }

    [Fact]
    public async Task WaitForCompletion_tells_which_code_it_wanted()
    {
        await using var app = new TestApp();
        var migrator = app.Builder.AddExecutable("migrator", "true", ".");
        app.Builder.AddExecutable("one", "true", ".").WaitForCompletion(migrator, exitCode: 5);

        await app.StartAsync();

        (await app.WhenAsync("one", now => now.HasEnded)).Reason.ShouldBe("It needs the end of 'migrator' with exit code 5; that ended with 0.");
    }

    [Fact]
    public async Task All_replicas_are_waited_for()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithReplicas(2).WithHttpHealthCheck("/health");
        app.Builder.AddExecutable("user", "true", ".").WaitFor(service);

        await app.StartAsync();
        await app.WhenAsync("user", ResourceState.Finished);

        app.Status("orders-0").Now.State.ShouldBe(ResourceState.Healthy);
        app.Status("orders-1").Now.State.ShouldBe(ResourceState.Healthy);
    }

    [Fact]
    public async Task A_circle_of_waits_is_refused_with_its_members()
    {
        await using var app = new TestApp();
        var a = app.Builder.AddExecutable("a", "true", ".");
        var b = app.Builder.AddExecutable("b", "true", ".").WaitFor(a);
        var c = app.Builder.AddExecutable("c", "true", ".").WaitForCompletion(b);
        a.WaitFor(c);

        Should.Throw<DistributedApplicationException>(app.Build).Message
            .ShouldBe("These wait for each other in a circle and none would ever start: a -> c -> b -> a. Remove one of the waits.");
        Should.Throw<DistributedApplicationException>(() => a.WaitFor(a)).Message.ShouldBe("'a' can't wait for itself.");
    }

    private sealed class FileProbe(string path) : Aspire.Hosting.Health.IHealthProbe
    {
        public Task<string?> CheckAsync(int replica, CancellationToken cancellationToken) => Task.FromResult(File.Exists(path) ? null : "no file");
    }
}
