using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting.Supervision;

namespace LeadPlatform.LocalHosting.Tests.Supervision;

public class StopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_stops_before_what_it_needs()
    {
        await using var app = new TestApp();
        var server = app.Builder.AddRedis("cache");
        var service = app.Builder.AddExecutable("service", "sleep", ".", "1000").WithReference(server);
        var edge = app.Builder.AddExecutable("edge", "sleep", ".", "1000").WaitFor(service);
        app.Builder.AddExecutable("visitor", "sleep", ".", "1000").WaitFor(edge);
        await app.StartAsync();
        await app.HealthyAsync("visitor");
        await app.HealthyAsync("cache");
        var stopped = new ConcurrentQueue<string>();
        app.Board.Changed += (_, now) =>
        {
            if (now.State is ResourceState.Stopping or ResourceState.Stopped)
                stopped.Enqueue($"{now.Name} {now.State}");
        };

        await app.StopAsync();

        stopped.ShouldBe(
            ["visitor Stopping", "visitor Stopped", "edge Stopping", "edge Stopped", "service Stopping", "service Stopped", "cache Stopping", "cache Stopped"]);
    }

    [Fact]
    public async Task A_process_that_ignores_the_request_is_killed_at_its_deadline_with_what_it_started()
    {
        await using var app = new TestApp("--Supervision:StopWithin", "00:00:01");
        app.Builder.AddExecutable("stubborn", "sh", ".", "-c", "trap '' TERM; sleep 1000 & echo child $!; while true; do sleep 1; done");
        await app.StartAsync();
        var child = int.Parse((await app.LogAsync("stubborn", "child")).Last().Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        await app.WhenAsync("stubborn", ResourceState.Running);
        var process = app.Status("stubborn").Now.ProcessId!.Value;
        var watch = Stopwatch.StartNew();

        await app.StopAsync();

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
        ProcFs.StartTime(process).ShouldBeNull();
        await GoneAsync(child);
    }

    [Fact]
    public async Task What_a_process_leaves_behind_goes_with_it()
    {
        await using var app = new TestApp();
        app.Builder.AddExecutable("parent", "sh", ".", "-c", "sleep 1000 & echo child $!");
        await app.StartAsync();
        var child = int.Parse((await app.LogAsync("parent", "child")).Last().Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

        await app.WhenAsync("parent", ResourceState.Finished);

        await GoneAsync(child);
    }

    [Fact]
    public async Task A_stopped_resource_stays_down_until_it_is_started()
    {
        await using var app = new TestApp();
        app.Builder.AddRedis("cache");
        await app.StartAsync();
        await app.HealthyAsync("cache");

        (await app.CommandAsync("cache", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        app.Status("cache").Now.State.ShouldBe(ResourceState.Stopped);
        (await app.CommandAsync("cache", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        await app.HealthyAsync("cache");
        (await app.CommandAsync("cache", KnownResourceCommands.RestartCommand)).Success.ShouldBeTrue();
        await app.HealthyAsync("cache");

        (await app.CommandAsync("nobody", KnownResourceCommands.StopCommand)).ErrorMessage.ShouldBe("No resource 'nobody' runs.");
        (await app.CommandAsync("cache", "resource-paint")).ErrorMessage.ShouldBe("There is no command 'resource-paint'.");
    }

    [Fact]
    public async Task A_resource_that_waits_can_be_stopped()
    {
        await using var app = new TestApp();
        var server = app.Builder.AddExecutable("server", "sleep", ".", "1000").WithHttpEndpoint().WithHttpHealthCheck();
        app.Builder.AddExecutable("user", "true", ".").WaitFor(server);
        await app.StartAsync();
        await app.WhenAsync("server", ResourceState.Running);

        await app.StopAsync();

        app.Status("user").Now.State.ShouldBe(ResourceState.Stopped);
    }

    // The init process reaps what has lost its parent; until then a dead process has a number, and ProcFs counts it as gone.
    private static async Task GoneAsync(int processId)
    {
        while (ProcFs.StartTime(processId) is not null)
            await Task.Delay(20, Cancellation);
    }
}
