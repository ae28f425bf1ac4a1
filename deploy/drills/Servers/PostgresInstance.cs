using Aspire.Hosting.Logs;
using Aspire.Hosting.Supervision;
using Npgsql;

namespace LeadPlatform.Drills.Servers;

/// <summary>One PostgreSQL server on 127.0.0.1, with the settings of the AppHost's.</summary>
/// <param name="dataDirectory">Its data; they must be there before the start.</param>
internal sealed class PostgresInstance(string name, string dataDirectory, int port, PostgresSite site) : IAsyncDisposable
{
    public const string User = "postgres";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);

    private ChildProcess? _process;
    private ResourceLog? _log;

    public string Name => name;

    public int Port => port;

    public string DataDirectory => dataDirectory;

    /// <summary>Of the drill's own connections: never pooled, since the server behind them dies.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username={User};Password={site.Password};Database={database};Pooling=false;Timeout=3;Include Error Detail=true";

    /// <summary>Starts it; done when it answers, be it still in recovery.</summary>
    /// <param name="settings">Beside the usual ones: <c>archive_timeout=5s</c>.</param>
    public async Task StartAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        string[] usual =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300", "shared_buffers=128MB", "jit=off", "max_wal_size=4GB", "checkpoint_timeout=15min", "wal_compression=on",
        ];
        _log = site.NewLog(name);
        _process = await site.StartServerAsync(name, ["-D", dataDirectory, .. usual.Concat(settings).SelectMany(setting => new[] { "-c", setting })], _log, cancellationToken);
        await WaitAsync(async () => await ScalarAsync("postgres", "SELECT 1", cancellationToken) is 1, cancellationToken);
    }

    /// <summary>Waits until it takes writes.</summary>
    public Task PromotedAsync(CancellationToken cancellationToken) =>
        WaitAsync(async () => await ScalarAsync("postgres", "SELECT pg_is_in_recovery()", cancellationToken) is false, cancellationToken);

    /// <summary>SIGKILL to it and all it has started, as when its machine dies.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.Exited;
        Forget();
    }

    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        process.AskToStop();
        try
        {
            await process.Exited.WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.Exited;
        }

        Forget();
    }

    public async Task<object?> ScalarAsync(string database, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(database));
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _log?.Dispose();
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
        _log?.Dispose();
        _log = null;
    }

    private async Task WaitAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            if (_process is null || _process.Exited.IsCompleted)
                throw new InvalidOperationException($"{name} ended: {string.Join(' ', _log?.Tail(8).Select(line => line.Text) ?? [])}");
            try
            {
                if (await holds())
                    return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                // Not yet.
            }

            await Task.Delay(Look, limit.Token);
        }
    }
}
