using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Supervision;

namespace LeadPlatform.LocalHosting.Tests.Processes;

public sealed class AppHostTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("localhosting-apphost-").FullName;
    private readonly PortAllocator _ports = new();

    public AppHostTests() => File.SetUnixFileMode(_data, (UnixFileMode)0b111_000_001);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_start_after_a_kill_is_clean_and_nothing_of_the_first_is_left()
    {
        var port = _ports.Allocate();
        using var first = Start(port);
        await first.SaysAsync($"Ready  http://localhost:{port}");
        var processes = Recorded();
        processes.Keys.Order().ShouldBe(["child", "echo", "nats", "postgres", "redis"]);

        Signal.Kill.SendTo(first.Id);
        await first.EndAsync();
        using var second = Start(port);
        await second.SaysAsync($"Ready  http://localhost:{port}");

        foreach (var (name, (id, startTime)) in processes)
            ProcFs.StartTime(id).ShouldNotBe(startTime, name);
        using var http = new HttpClient();
        (await http.GetStringAsync($"http://localhost:{port}/environment", Cancellation)).ShouldContain("ConnectionStrings__orders");
        Signal.Interrupt.SendTo(second.Id);
        (await second.EndAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("Interrupt")]
    [InlineData("Terminate")]
    [InlineData("Hangup")]
    public async Task A_signal_stops_everything_within_ten_seconds(string signal)
    {
        var port = _ports.Allocate();
        using var host = Start(port);
        await host.SaysAsync("Ready  ");
        host.Output.ShouldContain("Sign in as nobody");
        var processes = Recorded();
        var watch = Stopwatch.StartNew();

        Enum.Parse<Signal>(signal).SendTo(host.Id);
        var code = await host.EndAsync();

        code.ShouldBe(0);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        foreach (var (name, (id, startTime)) in processes)
            ProcFs.StartTime(id).ShouldNotBe(startTime, name);
        Directory.GetFiles(Path.Combine(_data, "processes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_shown_with_its_last_lines_and_the_rest_runs_on()
    {
        using var host = Start(_ports.Allocate(), "--failing");

        await host.SaysAsync("Not everything could be started.");

        host.Output.ShouldContain("| the disk is full");
        host.Output.ShouldContain("'failing' failed: ended with exit code 3");
        host.Output.ShouldNotContain("Ready");
        Signal.Interrupt.SendTo(host.Id);
        (await host.EndAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("error: Unknown option '--frsh'.", "--frsh")]
    [InlineData("error: Resource name 'a_b' is invalid. '_' is not allowed", "--badname", "a_b")]
    [InlineData("error: A resource 'redis' (RedisResource) exists already", "--badname", "Redis")]
    [InlineData("error: Logs:MaxFileBytes is 5; it must be from 10000", "--Logs:MaxFileBytes", "5")]
    public async Task A_mistake_is_a_sentence_and_exit_code_1(string sentence, params string[] args)
    {
        using var host = new AppHostProcess(["--data", _data, .. args]);

        (await host.EndAsync()).ShouldBe(1);

        host.Output.ShouldContain(sentence);
        host.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Help_lists_the_options_of_the_AppHost_and_starts_nothing()
    {
        using var host = new AppHostProcess("--help", "--data", _data);

        (await host.EndAsync()).ShouldBe(0);

        host.Output.ShouldContain("  --port N        the port of the echo");
        host.Output.ShouldContain("  --fresh         delete that data before the start");
        Directory.GetFileSystemEntries(_data).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _ports.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private AppHostProcess Start(int port, params string[] args) => new(["--data", _data, "--port", $"{port}", .. args]);

    private Dictionary<string, (int Id, long StartTime)> Recorded() => Directory.GetFiles(Path.Combine(_data, "processes"))
        .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
        .ToDictionary(record => record.GetProperty("Name").GetString()!, record => (record.GetProperty("ProcessId").GetInt32(), record.GetProperty("StartTime").GetInt64()));
}
