using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LeadPlatform.Bench.Load;
using Npgsql;

namespace LeadPlatform.Bench.Baselines;

/// <summary>Baseline (c): pgbench, one transaction a lead with its row and its outbox row, 32 clients, in a database of its own on the platform's PostgreSQL.</summary>
internal sealed partial class PgBench : IDisposable
{
    private const string Database = "bench";
    private const int Clients = 32;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadplatform-pgbench-");
    private readonly NpgsqlConnectionStringBuilder _server;

    private PgBench(string server) => _server = new NpgsqlConnectionStringBuilder(server) { Database = Database, Pooling = false };

    /// <param name="server">Connection string of somebody who may create databases.</param>
    public static async Task<PgBench> CreateAsync(string server, CancellationToken cancellationToken)
    {
        await ExecuteAsync(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString, $"CREATE DATABASE {Database}", cancellationToken);
        var bench = new PgBench(server);
        await ExecuteAsync(bench._server.ConnectionString, Script("schema.sql"), cancellationToken);
        await File.WriteAllTextAsync(bench.ScriptFile, Script("one-lead.sql"), cancellationToken);
        return bench;
    }

    private string ScriptFile => Path.Combine(_directory.FullName, "one-lead.sql");

    public async Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var log = Path.Combine(_directory.FullName, Guid.NewGuid().ToString("N"));
        var start = new ProcessStartInfo(
            "pgbench",
            ["-n", "-c", $"{Clients}", "-j", "2", "-T", $"{(int)duration.TotalSeconds}", "-f", ScriptFile, "-l", "--sampling-rate=0.2", $"--log-prefix={log}",
                "-h", _server.Host!, "-p", $"{_server.Port}", "-U", _server.Username!, Database])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = _server.Password;
        using var pgbench = Process.Start(start)!;
        var errors = pgbench.StandardError.ReadToEndAsync(cancellationToken);
        var output = await pgbench.StandardOutput.ReadToEndAsync(cancellationToken);
        await pgbench.WaitForExitAsync(cancellationToken);
        if (Tps().Match(output) is not { Success: true } tps)
            throw new InvalidOperationException($"pgbench ended with {pgbench.ExitCode}:\n{await errors}{output}");
        var perSecond = double.Parse(tps.Groups[1].Value, CultureInfo.InvariantCulture);
        var took = TookMs(log);
        return new LoadResult(duration.TotalSeconds, (long)(perSecond * duration.TotalSeconds), 0, 0, 0, Percentile(took, 0.50), Percentile(took, 0.95), Percentile(took, 0.99));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Third column of pgbench's log: microseconds a transaction took.</summary>
    private double[] TookMs(string log)
    {
        var took = _directory.EnumerateFiles(Path.GetFileName(log) + ".*").SelectMany(file => File.ReadLines(file.FullName))
            .Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000).ToArray();
        Array.Sort(took);
        return took;
    }

    private static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static string Script(string name)
    {
        using var reader = new StreamReader(typeof(PgBench).Assembly.GetManifestResourceStream($"LeadPlatform.Bench.Baselines.{name}")!);
        return reader.ReadToEnd();
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // A script of our own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex Tps();
}
