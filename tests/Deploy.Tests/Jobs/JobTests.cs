using LeadPlatform.Deploy.Tests.Charts;
using LeadPlatform.Deploy.Tests.Programs;
using LeadPlatform.TestHost;
using Npgsql;

namespace LeadPlatform.Deploy.Tests.Jobs;

/// <summary>The scripts of the jobs, on a real PostgreSQL.</summary>
public sealed class JobTests(PlatformServers servers) : IAsyncLifetime
{
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("deploy-jobs-");
    private string _leads = "";
    private string _backend = "";

    public async ValueTask InitializeAsync()
    {
        File.SetUnixFileMode(_work.FullName, (UnixFileMode)0b111_111_111);
        _leads = await servers.NewDatabaseAsync("leads", TestContext.Current.CancellationToken);
        _backend = await servers.NewDatabaseAsync("backend", TestContext.Current.CancellationToken);
        await ProgramRun.OutputAsync("dotnet", ["exec", Repository.Path("src/DataService/bin/Release/net10.0/LeadPlatform.DataService.dll"), "migrate"],
            variables: new Dictionary<string, string> { ["ConnectionStrings__leads"] = _leads });
        await ExecuteAsync(_backend, "CREATE TABLE agent (id int PRIMARY KEY, name text); INSERT INTO agent SELECT n, 'agent ' || n FROM generate_series(1, 250) n");
        await ExecuteAsync(_leads, "INSERT INTO idempotency_key (source_id, key, body_hash, lead_id, created_at) SELECT gen_random_uuid(), 'k' || n, gen_random_uuid(), gen_random_uuid(), now() - make_interval(days => n) FROM generate_series(1, 60) n");
    }

    public ValueTask DisposeAsync()
    {
        _work.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_dump_is_restored_with_every_row()
    {
        (await RunAsync("postgres-dump.sh")).ExitCode.ShouldBe(0);
        var check = await RunAsync("postgres-restore-check.sh");
        check.ExitCode.ShouldBe(0, check.Output + check.Errors);
        check.Output.ShouldContain("backend: 1 tables restored");
    }

    [Fact]
    public async Task A_dump_with_a_row_less_than_was_counted_is_refused()
    {
        (await RunAsync("postgres-dump.sh")).ExitCode.ShouldBe(0);
        var counts = Path.Combine(_work.FullName, "backend.counts");
        await File.WriteAllTextAsync(counts, (await File.ReadAllTextAsync(counts)).Replace("250", "251", StringComparison.Ordinal));
        await ProgramRun.OutputAsync("sh", ["-c", $"cd {_work.FullName} && sha256sum ./*.dump ./*.counts >SHA256SUMS"]);
        var check = await RunAsync("postgres-restore-check.sh");
        check.ExitCode.ShouldBe(1);
        check.Errors.ShouldContain("backend: public.agent has 250 rows, 251 were dumped");
    }

    [Fact]
    public async Task A_dump_that_changed_on_the_way_is_refused()
    {
        (await RunAsync("postgres-dump.sh")).ExitCode.ShouldBe(0);
        await File.AppendAllTextAsync(Path.Combine(_work.FullName, "leads.dump"), "x");
        (await RunAsync("postgres-restore-check.sh")).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Retention_removes_what_is_old_and_nothing_else()
    {
        (await RunAsync("retention.sh")).ExitCode.ShouldBe(0);
        (await ScalarAsync(_leads, "SELECT count(*) FROM idempotency_key")).ShouldBe(29);
        (await ScalarAsync(_leads, "SELECT count(*) FROM idempotency_key WHERE created_at < now() - interval '30 days'")).ShouldBe(0);
    }

    [Fact]
    public async Task Maintenance_rebuilds_without_an_error()
    {
        var run = await RunAsync("maintenance.sh");
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    [Fact]
    public async Task Every_script_is_run_by_a_job_and_every_job_runs_a_script_that_is_there()
    {
        var rendered = await Rendered.OfAsync("values-production.yaml");
        var used = rendered.Of("CronJob").SelectMany(job => (Rendered.Pod(job)["initContainers"]?.AsArray() ?? []).Concat(Rendered.Pod(job)["containers"]!.AsArray()))
            .Select(container => ((string)container!["command"]![1]!)["/jobs/".Length..]).Distinct();
        used.Order().ShouldBe(Directory.EnumerateFiles(Path.Combine(Repository.Chart, "files/jobs")).Select(path => Path.GetFileName(path)!).Order());
    }

    private async Task<ProgramRun> RunAsync(string script)
    {
        // PostgreSQL's programs refuse root, as which a build machine may run.
        string[] asPostgres = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : ["env"];
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin:" : "";
        return await ProgramRun.OfAsync(asPostgres[0], [.. asPostgres[1..], "sh", Path.Combine(Repository.Chart, "files/jobs", script)], variables: new Dictionary<string, string>
        {
            ["PATH"] = programs + Environment.GetEnvironmentVariable("PATH"),
            ["WORK"] = _work.FullName,
            ["KEEP"] = "30 days",
            ["LEADS_URL"] = Url(_leads),
            ["BACKEND_URL"] = Url(_backend),
        });
    }

    private static string Url(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{database.Username}:{Uri.EscapeDataString(database.Password!)}@{database.Host}:{database.Port}/{database.Database}";
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
