using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace LeadPlatform.DataService.Caching;

/// <summary>
/// One connection to one run of the Redis server, with the epoch that was begun over it. A server that was away may have missed changes, or come back with older data
/// than it had, so a link that is lost is never mended: another one takes its place, with another epoch, and what was cached in the old one is found by nobody.
/// </summary>
internal sealed class RedisLink : IAsyncDisposable
{
    public static readonly RedisKey EpochKey = "lead-cache:epoch";

    private readonly ConnectionMultiplexer _connection;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failures;

    private RedisLink(ConnectionMultiplexer connection)
    {
        _connection = connection;
        Database = connection.GetDatabase();
        connection.ConnectionFailed += (_, failure) => Lose(failure.FailureType.ToString());
    }

    public IDatabase Database { get; }

    /// <summary>Changes where another instance has begun a new one.</summary>
    public string Epoch { get; private set; } = NewEpoch();

    /// <summary>Completes with the reason.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Connects and begins an epoch.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Redis does not answer.</exception>
    public static async Task<RedisLink> OpenAsync(string connectionString, TimeSpan limit, CancellationToken cancellationToken)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.ClientName = "dataservice";
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = Math.Max(1_000, (int)limit.TotalMilliseconds);
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.Tunnel = new OnlyOnce();
        var link = new RedisLink(await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken));
        try
        {
            await link.Database.StringSetAsync(EpochKey, link.Epoch).WaitAsync(limit, cancellationToken);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes over to the epoch that Redis names.</summary>
    /// <exception cref="ObjectDisposedException">It names none, since it has lost its data; or the link is lost.</exception>
    public void Follow(RedisValue epoch)
    {
        if (epoch.IsNullOrEmpty)
            Lose("NoEpoch");
        ObjectDisposedException.ThrowIf(Lost.IsCompleted, this);
        Epoch = epoch!;
    }

    /// <summary>True for what an operation on a link throws where Redis is away, slow or refuses it.</summary>
    public static bool IsFault(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    public void Lose(string reason) => _lost.TrySetResult(reason);

    /// <summary>Redis has answered a read.</summary>
    public void Answered()
    {
        if (_failures != 0)
            Volatile.Write(ref _failures, 0);
    }

    /// <summary>Redis has not answered a read in time; after some in a row it counts as gone.</summary>
    public void Unanswered(int patience)
    {
        if (Interlocked.Increment(ref _failures) >= patience)
            Lose("NoAnswer");
    }

    public async ValueTask DisposeAsync()
    {
        Lose("Disposed");
        await _connection.DisposeAsync();
    }

    // Never one that was there before: values of that time may still be in Redis.
    private static string NewEpoch() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>Lets each endpoint be connected to once: the client would otherwise connect anew by itself, to a server that may be another by then.</summary>
    private sealed class OnlyOnce : Tunnel
    {
        private readonly ConcurrentDictionary<(EndPoint, ConnectionType), bool> _connected = new();

        public override ValueTask BeforeSocketConnectAsync(EndPoint endPoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken) =>
            _connected.TryAdd((endPoint, connectionType), true) ? default : throw new InvalidOperationException("A link that is lost is not mended.");

        public override ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken) => new(endpoint);
    }
}
