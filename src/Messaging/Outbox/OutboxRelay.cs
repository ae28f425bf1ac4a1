using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Pacing;
using LeadPlatform.Messaging.Publishing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.Messaging.Outbox;

/// <summary>
/// Publishes what was committed and deletes it from the table: what this process hands over at once, what any process left behind by a sweep.
/// Publishing twice (a crash between publish and delete) is harmless: JetStream drops it by id, and handlers are idempotent.
/// </summary>
internal sealed partial class OutboxRelay(
    NpgsqlDataSource database,
    EventOutbox outbox,
    EventPublisher publisher,
    Pace pace,
    IOptions<OutboxOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private readonly List<OutgoingEvent> _batch = [];

    /// <summary>What is older than this moment is not in this process' memory, but left behind.</summary>
    private long _caughtUp = time.GetTimestamp();

    public override void Dispose()
    {
        database.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var relaying = RetryAsync(RelayAsync, stoppingToken);
        var sweeping = RetryAsync(SweepAsync, stoppingToken);
        await Task.WhenAll(relaying, sweeping);
    }

    private async Task RetryAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !stoppingToken.IsCancellationRequested; pause = Min(pause * 2, LongestPause))
        {
            var started = time.GetTimestamp();
            try
            {
                await work(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (time.GetElapsedTime(started) > LongestPause)
                    pause = FirstPause;
                Log.Interrupted(logger, exception.GetType().Name, pause.TotalMilliseconds);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task RelayAsync(CancellationToken stoppingToken)
    {
        // What an interruption left is tried first, so that the order of one instance's events holds.
        while (_batch.Count > 0 || await outbox.Handed.WaitToReadAsync(stoppingToken))
        {
            var limit = await pace.NextAsync(options.Value.BatchSize, stoppingToken);
            while (_batch.Count < limit && outbox.Handed.TryRead(out var one))
                _batch.Add(one);
            await publisher.PublishAsync(_batch, stoppingToken);
            await DeleteAsync(_batch, stoppingToken);
            _batch.Clear();
            if (outbox.Handed.Count == 0)
                Volatile.Write(ref _caughtUp, time.GetTimestamp());
        }
    }

    /// <summary>From which age on an event is left behind: one that waits in memory for its turn is not.</summary>
    private TimeSpan LeftBehind() =>
        options.Value.SweepAfter + (outbox.Handed.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _caughtUp)));

    private async Task DeleteAsync(List<OutgoingEvent> published, CancellationToken stoppingToken)
    {
        var ids = new Guid[published.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = published[i].Id;
        await using var batch = database.CreateBatch();
        // Statistics taken while the table was empty make the planner read all of it for each batch; the setting ends with the batch's transaction.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('enable_seqscan', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM outbox WHERE id = ANY($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } });
        await batch.ExecuteNonQueryAsync(stoppingToken);
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        do
        {
            while (!pace.IsGivingWay && await SweepOnceAsync(stoppingToken) == options.Value.BatchSize && !pace.SweepsSlowly)
            {
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> SweepOnceAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await using var transaction = await connection.BeginTransactionAsync(stoppingToken);
        var left = await ClaimAsync(connection, transaction, stoppingToken);
        if (left.Count == 0)
            return 0;

        await publisher.PublishAsync(left.ConvertAll(row => row.Event), stoppingToken);
        await using var delete = new NpgsqlCommand("DELETE FROM outbox WHERE position = ANY($1)", connection, transaction);
        delete.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = left.ConvertAll(row => row.Position).ToArray() });
        await delete.ExecuteNonQueryAsync(stoppingToken);
        await transaction.CommitAsync(stoppingToken);
        Instruments.OutboxSwept.Add(left.Count);
        Log.Swept(logger, left.Count);
        return left.Count;
    }

    private async Task<List<(long Position, OutgoingEvent Event)>> ClaimAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stoppingToken)
    {
        await using var claim = new NpgsqlCommand(
            """
            SELECT position, id, type, lead_id, body, trace_parent FROM outbox
            WHERE created_at < now() - $1 ORDER BY position LIMIT $2 FOR UPDATE SKIP LOCKED
            """,
            connection,
            transaction);
        claim.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = LeftBehind() });
        claim.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.Value.BatchSize });
        var left = new List<(long, OutgoingEvent)>();
        await using var reader = await claim.ExecuteReaderAsync(stoppingToken);
        while (await reader.ReadAsync(stoppingToken))
        {
            left.Add((reader.GetInt64(0), new OutgoingEvent(
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetGuid(3),
                reader.GetFieldValue<byte[]>(4),
                await reader.IsDBNullAsync(5, stoppingToken) ? null : reader.GetString(5))));
        }

        return left;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 220, Level = LogLevel.Warning, Message = "The outbox relay was interrupted by {ExceptionType}; it goes on in {PauseMs} ms")]
        public static partial void Interrupted(ILogger logger, string exceptionType, double pauseMs);

        [LoggerMessage(EventId = 221, Level = LogLevel.Information, Message = "Published {Count} events that were left in the outbox")]
        public static partial void Swept(ILogger logger, int count);
    }
}
