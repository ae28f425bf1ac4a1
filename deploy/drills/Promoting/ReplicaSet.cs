using LeadPlatform.Drills.Servers;

namespace LeadPlatform.Drills.Promoting;

/// <summary>A primary and its streaming replicas.</summary>
internal sealed class ReplicaSet(PostgresSite site)
{
    /// <summary>Log is kept for a replica that follows another server from now on; a lost connection is tried again soon.</summary>
    private static readonly string[] Settings = ["wal_keep_size=512MB", "wal_retrieve_retry_interval=500ms"];

    /// <summary>A primary that is not there: the port is nobody's.</summary>
    private const string Nobody = "host=127.0.0.1 port=1";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly List<PostgresInstance> _replicas = [];
    private int _made;
    private bool _synchronous;

    public PostgresInstance Primary { get; private set; } = null!;

    public IReadOnlyList<PostgresInstance> Replicas => _replicas;

    /// <summary>All of them, the primary first.</summary>
    public IReadOnlyList<PostgresInstance> All => [Primary, .. _replicas];

    /// <param name="replicas">How many.</param>
    public async Task StartAsync(int replicas, CancellationToken cancellationToken)
    {
        Primary = await site.NewServerAsync(NextName(), cancellationToken);
        await Primary.StartAsync(Settings, cancellationToken);
        for (var i = 0; i < replicas; i++)
            await AddReplicaAsync(port: null, cancellationToken);
    }

    /// <summary>Makes a replica by copying the primary under load, and starts it.</summary>
    public async Task AddReplicaAsync(int? port, CancellationToken cancellationToken)
    {
        var replica = site.Add(NextName(), port);
        await site.BackUpAsync(Primary, replica.DataDirectory, ["--wal-method=stream"], cancellationToken);
        await site.RunAsync("touch", [Path.Combine(replica.DataDirectory, "standby.signal")], cancellationToken);
        await replica.StartAsync(Settings, cancellationToken);
        _replicas.Add(replica);
        await FollowAsync(replica, cancellationToken);
        await StreamingAsync(cancellationToken);
    }

    /// <summary>Whether a commit waits until one of the replicas has it on its disk.</summary>
    public async Task SetSynchronousAsync(bool synchronous, CancellationToken cancellationToken)
    {
        _synchronous = synchronous;
        await SetSynchronousAsync(Primary, _replicas, cancellationToken);
    }

    /// <summary>Lets the replicas lose the primary, as when its network goes; done when none receives from it any more.</summary>
    public async Task CutOffAsync(CancellationToken cancellationToken)
    {
        foreach (var replica in _replicas)
            await SetAsync(replica, "primary_conninfo", Nobody, cancellationToken);
        while (await Primary.ScalarAsync("postgres", "SELECT count(*) FROM pg_stat_replication", cancellationToken) is not 0L)
            await Task.Delay(Look, cancellationToken);
    }

    /// <summary>Makes the replica that has most the primary, and lets the others follow it.</summary>
    /// <returns>The primary that is no more, whose place is free.</returns>
    public async Task<PostgresInstance> PromoteAsync(CancellationToken cancellationToken)
    {
        var received = new List<(PostgresInstance Replica, decimal Position)>();
        foreach (var replica in _replicas)
            received.Add((replica, (decimal)(await replica.ScalarAsync("postgres", "SELECT pg_wal_lsn_diff(coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), '0/0')", cancellationToken))!));
        var best = received.MaxBy(each => each.Position).Replica;
        // Before it takes writes: none of them may stand on one disk alone.
        await SetSynchronousAsync(best, _replicas.Where(replica => replica != best), cancellationToken);
        await best.ScalarAsync("postgres", "SELECT pg_promote(wait => false)", cancellationToken);
        await best.PromotedAsync(cancellationToken);
        var old = Primary;
        Primary = best;
        _replicas.Remove(best);
        return old;
    }

    /// <summary>Lets the remaining replicas follow the new primary.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        foreach (var replica in _replicas)
            await FollowAsync(replica, cancellationToken);
    }

    private Task FollowAsync(PostgresInstance replica, CancellationToken cancellationToken) => SetAsync(
        replica, "primary_conninfo", $"host=127.0.0.1 port={Primary.Port} user={PostgresInstance.User} password={site.Password} application_name={replica.Name}", cancellationToken);

    private Task SetSynchronousAsync(PostgresInstance server, IEnumerable<PostgresInstance> replicas, CancellationToken cancellationToken) => SetAsync(
        server, "synchronous_standby_names", _synchronous ? $"ANY 1 ({string.Join(", ", replicas.Select(replica => replica.Name))})" : "", cancellationToken);

    private async Task StreamingAsync(CancellationToken cancellationToken)
    {
        while (await Primary.ScalarAsync("postgres", "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'", cancellationToken) is not long count || count < _replicas.Count)
            await Task.Delay(Look, cancellationToken);
    }

    private static async Task SetAsync(PostgresInstance server, string setting, string value, CancellationToken cancellationToken)
    {
        await server.ScalarAsync("postgres", $"ALTER SYSTEM SET {setting} = '{value}'", cancellationToken);
        await server.ScalarAsync("postgres", "SELECT pg_reload_conf()", cancellationToken);
    }

    private string NextName() => $"server{++_made}";
}
