using Aspire.Hosting.Supervision;

namespace LeadPlatform.LocalHosting.Tests.Supervision;

public class CrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crashed_process_starts_again_and_its_restarts_are_counted()
    {
        await using var app = new TestApp();
        app.Builder.AddExecutable("worker", "sh", ".", "-c", "echo at work; sleep 1000");
        await app.StartAsync();
        var first = await app.WhenAsync("worker", ResourceState.Running);

        await app.CommandAsync("worker", KnownResourceCommands.Kill);
        var second = await app.WhenAsync("worker", now => now.State == ResourceState.Running && now.ProcessId != first.ProcessId);

        second.Restarts.ShouldBe(1);
        ProcFs.StartTime(first.ProcessId!.Value).ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_is_told_with_its_signal_and_the_pause_before_the_restart()
    {
        await using var app = new TestApp("--Supervision:FirstRestartDelay", "00:00:30");
        app.Builder.AddExecutable("worker", "sleep", ".", "1000");
        await app.StartAsync();
        await app.WhenAsync("worker", ResourceState.Running);

        await app.CommandAsync("worker", KnownResourceCommands.Kill);

        (await app.WhenAsync("worker", ResourceState.Restarting)).Reason!.ShouldMatch("^ended by signal KILL after \\d+\\.\\d s; starts again in 30\\.0 s$");
    }

    [Fact]
    public async Task A_process_that_crashes_again_and_again_fails_and_its_last_lines_are_kept()
    {
        await using var app = new TestApp("--Supervision:MaxRestarts", "2");
        app.Builder.AddExecutable("worker", "sh", ".", "-c", "echo first line; echo the disk is full >&2; exit 3");
        await app.StartAsync();

        var failed = await app.WhenAsync("worker", ResourceState.Failed);

        failed.Reason!.ShouldMatch("^ended with exit code 3 after \\d+\\.\\d s; 3 crashes in a row$");
        failed.Restarts.ShouldBe(2);
        failed.ExitCode.ShouldBe(3);
        app.Status("worker").Log.Tail(20, failed.LogStart).Select(line => line.Text).Order().ShouldBe(["first line", "the disk is full"]);
        (await Should.ThrowAsync<DistributedApplicationException>(() => app.HealthyAsync("worker"))).Message.ShouldContain("the disk is full");
    }

    [Fact]
    public async Task A_program_that_does_its_work_and_ends_is_finished()
    {
        await using var app = new TestApp();
        app.Builder.AddExecutable("worker", "true", ".");
        await app.StartAsync();

        (await app.WhenAsync("worker", now => now.HasEnded)).State.ShouldBe(ResourceState.Finished);
    }

    [Fact]
    public async Task A_missing_program_fails_at_once_with_its_name()
    {
        await using var app = new TestApp();
        app.Builder.AddExecutable("worker", "no-such-program", ".");
        await app.StartAsync();

        var failed = await app.WhenAsync("worker", ResourceState.Failed);

        failed.Reason.ShouldBe("The program 'no-such-program' of 'worker' was not found. Install it, or correct the path.");
        failed.Restarts.ShouldBe(0);
    }

    [Fact]
    public void A_missing_server_is_named_with_the_package_to_install() =>
        Should.Throw<DistributedApplicationException>(() => SystemProgram.Require("no-such-server", "no-such-package")).Message
            .ShouldBe("The program no-such-server is missing. Install it: sudo apt-get install -y no-such-package");

    [Fact]
    public async Task A_missing_working_directory_fails_with_its_path()
    {
        await using var app = new TestApp();
        app.Builder.AddExecutable("worker", "true", "/no/such/directory");
        await app.StartAsync();

        (await app.WhenAsync("worker", ResourceState.Failed)).Reason.ShouldBe("The working directory /no/such/directory of 'worker' does not exist.");
    }

    [Fact]
    public async Task A_project_that_is_not_built_fails_with_the_command_that_builds_it()
    {
        await using var app = new TestApp();
        var project = Path.Combine(app.Directory, "Unbuilt.csproj");
        await File.WriteAllTextAsync(project, "<Project><PropertyGroup><AssemblyName>My.$(MSBuildProjectName)</AssemblyName></PropertyGroup></Project>", Cancellation);
        app.Builder.AddProject("worker", project);
        await app.StartAsync();

        var reason = (await app.WhenAsync("worker", ResourceState.Failed)).Reason!;

        reason.ShouldContain("/My.Unbuilt.dll is missing");
        reason.ShouldContain($"Build it: dotnet build {project} -c ");
    }

    [Fact]
    public async Task A_missing_project_is_refused_when_it_is_added()
    {
        await using var app = new TestApp();

        Should.Throw<DistributedApplicationException>(() => app.Builder.AddProject("worker", "No.csproj")).Message
            .ShouldBe($"The project {TestApp.ProjectDirectory}/No.csproj of 'worker' does not exist. The path is relative to {TestApp.ProjectDirectory}.");
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(4, 4)]
    [InlineData(7, 30)]
    [InlineData(500, 30)]
    public void Each_pause_before_a_restart_is_twice_the_last_up_to_a_bound(int restart, double seconds) =>
        new SupervisionOptions().RestartDelay(restart).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("Supervision:MaxRestarts", "-1", "Supervision:MaxRestarts is -1; it must be from 0 to 1000.")]
    [InlineData("Supervision:StopWithin", "01:00:00", "Supervision:StopWithin is 01:00:00; it must be from 00:00:00.1000000 to 00:10:00.")]
    [InlineData("Logs:MaxFileBytes", "1", "Logs:MaxFileBytes is 1; it must be from 10000 to 1000000000.")]
    [InlineData("Dashboard:Port", "70000", "Dashboard:Port is 70000; it must be from 0 to 65535.")]
    public async Task A_wrong_setting_stops_the_start_with_its_range(string key, string value, string sentence)
    {
        await using var app = new TestApp($"--{key}", value);

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message.ShouldBe(sentence);
    }
}
