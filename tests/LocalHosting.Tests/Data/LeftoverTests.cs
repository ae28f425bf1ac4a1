using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting.Data;
using Aspire.Hosting.Supervision;
using Microsoft.Extensions.Configuration;

namespace LeadPlatform.LocalHosting.Tests.Data;

public class LeftoverTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_process_is_ended_and_one_with_its_number_but_another_start_is_not()
    {
        await using var app = new TestApp();
        var data = new DataDirectory(new ConfigurationBuilder().AddInMemoryCollection([new("data", app.Directory)]).Build(), app.Directory);
        var records = new ProcessRecords(data, TimeProvider.System);
        using var mine = Process.Start("setsid", ["sleep", "1000"])!;
        using var foreign = Process.Start("setsid", ["sleep", "1000"])!;
        records.Add("mine", mine.Id, Signal.Terminate);
        records.Add("foreign", foreign.Id, Signal.Terminate);
        var path = Path.Combine(data.Processes, "foreign.json");
        var record = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllTextAsync(path, Cancellation))!;
        record["StartTime"] = JsonSerializer.SerializeToElement(record["StartTime"].GetInt64() - 1);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(record), Cancellation);

        var ended = await records.EndLeftoversAsync(Cancellation);

        ended.ShouldBe(["mine"]);
        await mine.WaitForExitAsync(Cancellation);
        foreign.HasExited.ShouldBeFalse();
        Directory.Exists(data.Processes).ShouldBeFalse();
        foreign.Kill();
    }

    [Fact]
    public async Task A_damaged_record_stops_no_start()
    {
        await using var app = new TestApp();
        Directory.CreateDirectory(Path.Combine(app.Directory, "processes"));
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "processes", "half.json"), "{\"Name\":", Cancellation);

        await app.StartAsync();
    }

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused()
    {
        await using var app = new TestApp();
        await app.StartAsync();
        await using var second = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions { ProjectDirectory = TestApp.ProjectDirectory, DisableDashboard = true, Args = ["--data", app.Directory] }).Build();

        (await Should.ThrowAsync<DistributedApplicationException>(() => second.StartAsync(Cancellation))).Message
            .ShouldBe($"Another AppHost (process {Environment.ProcessId}) uses the data directory {app.Directory}. Stop it first, or give this one another with --data DIR.");
    }
}
