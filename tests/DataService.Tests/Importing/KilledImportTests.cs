using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Access;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Importing;

public sealed partial class KilledImportTests(RunningDataService service)
{
    private const int Rows = 30_000;

    [Fact]
    public async Task An_import_whose_process_is_killed_goes_on_where_it_stopped_with_no_row_twice_and_none_lost()
    {
        var (source, publisher) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var folder = Directory.CreateTempSubdirectory("leadplatform-killed-");
        var database = await service.NewMigratedDatabaseAsync();
        // Of its own: a process that shared the stream would take the events of the other tests' leads.
        var nats = await service.NewNatsAsync();
        try
        {
            Guid importId;
            long before;
            await using (var first = await DataServiceProcess.StartAsync(service, database, nats, folder.FullName))
            {
                var client = first.Client(service.Issuer.Token(Roles.Source, sourceId: source, publisherId: publisher));
                var import = await client.ImportAsync(LeadFile.Csv(Rows), query: "run=true");
                importId = import.ImportId;
                await client.FollowAsync(importId, view => view.Progress.RowsRead > 0);
                first.Kill();
                before = await CountAsync(database, source);
            }

            before.ShouldBeInRange(1, Rows - 1);
            await using var second = await DataServiceProcess.StartAsync(service, database, nats, folder.FullName);
            var end = await second.Client(service.Issuer.Token(Roles.Source, sourceId: source, publisherId: publisher)).EndOfAsync(importId);

            end.Status.ShouldBe("done");
            end.Progress.ShouldSatisfyAllConditions(
                progress => progress.RowsRead.ShouldBe(Rows), progress => progress.Captured.ShouldBe(Rows), progress => progress.Duplicate.ShouldBe(0));
            (await CountAsync(database, source)).ShouldBe(Rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<long> CountAsync(string database, Guid source)
    {
        await using var connections = NpgsqlDataSource.Create(database);
        await using var count = connections.CreateCommand("SELECT count(*) FROM lead WHERE source_id = $1");
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = source });
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>The service as a process of its own, so that it can be killed like one.</summary>
    private sealed partial class DataServiceProcess : IAsyncDisposable
    {
        private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
        private readonly Process _process;
        private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly System.Text.StringBuilder _output = new();

        private DataServiceProcess(ProcessStartInfo start)
        {
            _process = new Process { StartInfo = start, EnableRaisingEvents = true };
            _process.OutputDataReceived += (_, line) => Read(line.Data);
            _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The service ended:\n{_output}"));
            _process.Start();
            _process.BeginOutputReadLine();
        }

        public static async Task<DataServiceProcess> StartAsync(RunningDataService service, string database, string nats, string folder)
        {
            var assembly = Path.Combine(Root(), "src", "DataService", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "LeadPlatform.DataService.dll");
            var start = new ProcessStartInfo("dotnet", ["exec", assembly]) { RedirectStandardOutput = true };
            foreach (var (key, value) in service.Settings(database, nats))
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
            start.Environment["Imports__Folder"] = folder;
            start.Environment["Imports__BatchSize"] = "500";
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            start.Environment["Logging__LogLevel__Default"] = "Information";
            var running = new DataServiceProcess(start);
            await running._address.Task.WaitAsync(StartLimit);
            return running;
        }

        public HttpClient Client(string token)
        {
            var client = new HttpClient { BaseAddress = _address.Task.Result };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return client;
        }

        /// <summary>SIGKILL; done when it is gone.</summary>
        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
                Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private void Read(string? line)
        {
            if (line is null)
                return;
            lock (_output)
                _output.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match)
                _address.TrySetResult(new Uri(match.Groups[1].Value));
        }

        private static string Root()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "LeadPlatform.sln")))
                folder = folder.Parent!;
            return folder.FullName;
        }

        [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
        private static partial Regex Listening();
    }
}
