using LeadPlatform.Contracts.Leads;
using LeadPlatform.Drills.Servers;
using LeadPlatform.TestHost;

namespace LeadPlatform.Drills.Running;

/// <summary>The whole platform on PostgreSQL servers of the drill, which it is given as connection strings.</summary>
internal static class DrillPlatform
{
    private static readonly string[] Outcomes = [.. LeadStatus.All.Where(LeadStatus.IsOutcome)];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts it. The databases are made first: whoever gives a connection string has them.</summary>
    /// <param name="servers">One, or several of which one takes writes.</param>
    public static async Task<RunningPlatform> StartAsync(IReadOnlyList<PostgresInstance> servers, PostgresSite site, CancellationToken cancellationToken)
    {
        foreach (var database in new[] { "leads", "backend" })
            await servers[0].ScalarAsync("postgres", $"CREATE DATABASE {database}", cancellationToken);
        var platform = new RunningPlatform
        {
            Settings = new Dictionary<string, string>
            {
                ["ConnectionStrings__leads-database"] = ConnectionString(servers, site, "leads"),
                ["Parameters__platform-key"] = DrillKeys.Parameter,
                ["ConnectionStrings__backend-database"] = ConnectionString(servers, site, "backend"),
            },
        };
        await platform.InitializeAsync();
        return platform;
    }

    /// <summary>Several servers are named in one string: the client looks for the one that takes writes, and looks again at one it knew as away or as a replica after a second.</summary>
    public static string ConnectionString(IReadOnlyList<PostgresInstance> servers, PostgresSite site, string database)
    {
        var hosts = string.Join(',', servers.Select(server => $"127.0.0.1:{server.Port}"));
        var choice = servers.Count == 1 ? "" : ";Target Session Attributes=primary;Host Recheck Seconds=1";
        return $"Host={hosts};Username={PostgresInstance.User};Password={site.Password};Database={database};Timeout=5;Command Timeout=15{choice}";
    }

    /// <summary>Waits until every lead has its outcome, every event is published, and every lead can be found.</summary>
    public static async Task CaughtUpAsync(PostgresInstance server, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        until.CancelAfter(limit);
        while (true)
        {
            var open = await CountAsync(server, "leads", "SELECT count(*) FROM lead WHERE status <> ALL($1)", until.Token, [Outcomes])
                + await CountAsync(server, "leads", "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM search_backlog)", until.Token)
                + await CountAsync(server, "backend", "SELECT count(*) FROM outbox", until.Token);
            if (open == 0)
                return;
            await Task.Delay(Look, until.Token);
        }
    }

    public static async Task<long> CountAsync(PostgresInstance server, string database, string sql, CancellationToken cancellationToken, params object[] values) =>
        (long)(await server.ScalarAsync(database, sql, cancellationToken, values))!;

    /// <summary>Destroys streams and cache of a platform that is stopped.</summary>
    public static void DestroyStreamsAndCache(RunningPlatform platform)
    {
        foreach (var volume in new[] { "nats-data", "redis-data" })
            Directory.Delete(Path.Combine(platform.DataDirectory, "volumes", volume), recursive: true);
    }
}
