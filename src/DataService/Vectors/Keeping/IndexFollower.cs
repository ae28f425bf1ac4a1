using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>
/// Keeps the index level with what is written in the database, and works off rebuilds. An index in memory is filled at the start and then follows; of an index that is shared the place is kept
/// in the database, and the instance that holds the lock follows for all.
/// </summary>
internal sealed partial class IndexFollower(
    ILeadVectors index, VectorStore store, RebuildRunner rebuilds, SharedTurn turn, IndexState state, NpgsqlDataSource database, IOptions<VectorOptions> options, TimeProvider time, ILogger<IndexFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = options.Value.FollowInterval;
        ulong? place = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                (place, var more) = await StepAsync(place, stoppingToken);
                pause = options.Value.FollowInterval;
                if (more)
                    continue;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                VectorMetrics.Behind();
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
                Log.Interrupted(logger, Why(exception), pause.TotalMilliseconds);
                // Whoever holds the lock from now on may have moved the place.
                place = index.IsShared ? null : place;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(ulong? Place, bool More)> StepAsync(ulong? place, CancellationToken stoppingToken)
    {
        var mine = await turn.TryTakeAsync(stoppingToken);
        if (index.IsShared && !mine)
        {
            VectorMetrics.CaughtUp();
            state.Ready();
            return (null, false);
        }

        var from = place ?? await FillAsync(stoppingToken);
        var before = await store.SettledAsync(stoppingToken);
        await FollowAsync(from, before, mine, stoppingToken);
        if (index.IsShared && before != from)
            await RememberAsync(before, stoppingToken);
        // What vectors of another model were compared by is not followed any more, so it must not stay.
        if (place is null && mine && index is IRebuildsBeside beside)
            await beside.DropOtherModelsAsync(stoppingToken);
        var more = mine && await rebuilds.StepAsync(stoppingToken);
        VectorMetrics.Indexed(await index.CountAsync(stoppingToken));
        VectorMetrics.CaughtUp();
        state.Ready();
        return (before, more);
    }

    private async Task<ulong> FillAsync(CancellationToken stoppingToken)
    {
        // Of one that is made now, or again, what was followed before says nothing.
        if (index.IsShared && !await index.ExistsAsync(stoppingToken))
            await RememberAsync(0, stoppingToken);
        await index.PrepareAsync(stoppingToken);
        var settled = await store.SettledAsync(stoppingToken);
        if (index.IsShared)
            // A place past all transactions comes from before a restore: what was written since can't be told apart.
            return await PlaceAsync(stoppingToken) is { } known && known <= settled ? known : 0;

        var started = time.GetTimestamp();
        var batch = new List<VectorPoint>(options.Value.BatchSize);
        await foreach (var point in store.NewestAsync(stoppingToken))
        {
            batch.Add(point);
            if (batch.Count < options.Value.BatchSize)
                continue;
            await index.UpsertAsync(batch, stoppingToken);
            batch.Clear();
        }

        await index.UpsertAsync(batch, stoppingToken);
        Log.Loaded(logger, await index.CountAsync(stoppingToken), time.GetElapsedTime(started).TotalSeconds);
        return settled;
    }

    private async Task FollowAsync(ulong from, ulong before, bool mine, CancellationToken stoppingToken)
    {
        var target = mine ? await rebuilds.TargetAsync(stoppingToken) : null;
        await foreach (var page in store.WrittenAsync(from, before, stoppingToken))
        {
            await ApplyAsync(page, target, stoppingToken);
            if (page.Rows == options.Value.BatchSize)
                VectorMetrics.Behind();
        }
    }

    private async Task ApplyAsync(VectorPage page, string? target, CancellationToken stoppingToken)
    {
        await index.UpsertAsync(page.Points, stoppingToken);
        await index.RemoveAsync(page.Gone, stoppingToken);
        if (target is null || index is not IRebuildsBeside beside)
            return;
        await beside.UpsertAsync(target, page.Points, stoppingToken);
        await beside.RemoveAsync(target, page.Gone, stoppingToken);
    }

    private async Task<ulong?> PlaceAsync(CancellationToken stoppingToken)
    {
        await using var command = database.CreateCommand("SELECT before FROM vector_place WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = PlaceName });
        return await command.ExecuteScalarAsync(stoppingToken) is ulong before ? before : null;
    }

    private async Task RememberAsync(ulong before, CancellationToken stoppingToken)
    {
        await using var command = database.CreateCommand("INSERT INTO vector_place (name, before) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET before = EXCLUDED.before");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = PlaceName });
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = before, NpgsqlDbType = NpgsqlDbType.Xid8 });
        await command.ExecuteNonQueryAsync(stoppingToken);
    }

    private static string Why(Exception exception) => exception switch
    {
        VectorsUnavailableException => exception.Message,
        PostgresException refused => $"PostgreSQL {refused.SqlState}",
        _ => exception.GetType().Name,
    };

    private string PlaceName => $"{options.Value.Provider} {options.Value.Model}";

    private static partial class Log
    {
        [LoggerMessage(EventId = 1803, Level = LogLevel.Warning, Message = "The index of vectors is behind ({Why}); it goes on in {PauseMs} ms")]
        public static partial void Interrupted(ILogger logger, string why, double pauseMs);

        [LoggerMessage(EventId = 1804, Level = LogLevel.Information, Message = "The index in memory was filled with {Count} vectors in {Seconds} s")]
        public static partial void Loaded(ILogger logger, long count, double seconds);
    }
}
