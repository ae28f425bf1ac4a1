using LeadPlatform.Contracts.Graph;
using LeadPlatform.DataService.Graph.Feeding;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Graph.Rebuilding;

/// <summary>
/// Makes the graph anew: writes every lead once more, in their order, and then takes out what PostgreSQL has no longer, so that nothing is missing meanwhile. One that was
/// interrupted goes on where it stands; a lock in the database keeps a second instance from running the same.
/// </summary>
internal sealed partial class GraphRebuilder(
    NpgsqlDataSource database, RebuildTable table, GraphFeed feed, GraphWriter writer, ILeadGraph graph, Pace pace, IOptions<GraphOptions> options, TimeProvider time, ILogger<GraphRebuilder> logger)
    : BackgroundService
{
    private const long Lock = 0x4c50_5265_6275_696c;
    private const int SweptIds = 5_000;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Something waits to be run.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await table.RunningAsync(stoppingToken) is { } rebuild)
                    await RunAsync(rebuild.RebuildId, stoppingToken);
                await _wake.WaitAsync(LookAgain, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception.GetType().Name, LookAgain.TotalSeconds);
                await Task.Delay(LookAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(Guid rebuildId, CancellationToken stoppingToken)
    {
        await using var held = await database.OpenConnectionAsync(stoppingToken);
        await using var taking = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Lock})", held);
        if (await taking.ExecuteScalarAsync(stoppingToken) is not true)
            return;
        try
        {
            Log.Started(logger, rebuildId);
            await graph.PrepareAsync(stoppingToken);
            if (!await WriteAllAsync(rebuildId, stoppingToken) || !await SweepAsync(rebuildId, stoppingToken))
                return;
            await table.EndAsync(rebuildId, GraphRebuildStatus.Done, null, time.GetUtcNow(), stoppingToken);
            Log.Done(logger, rebuildId);
        }
        catch (Exception exception) when (!TransientFault.Is(exception) && exception is not GraphException { IsTransient: true } && !stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception, rebuildId);
            await table.EndAsync(rebuildId, GraphRebuildStatus.Failed, "The graph refused what was written; the log of the service knows it by the id of the rebuild.", time.GetUtcNow(), stoppingToken);
        }
        finally
        {
            // A pooled connection would hold it on.
            await using var giving = new NpgsqlCommand($"SELECT pg_advisory_unlock({Lock})", held);
            await giving.ExecuteScalarAsync(CancellationToken.None);
        }
    }

    /// <returns>False where it was cancelled.</returns>
    private async Task<bool> WriteAllAsync(Guid rebuildId, CancellationToken stoppingToken)
    {
        var position = await table.PositionAsync(rebuildId, stoppingToken);
        while (true)
        {
            var (leads, last) = await feed.NextAsync(position, await pace.NextBehindLeadsAsync(options.Value.BatchSize, stoppingToken), stoppingToken);
            if (last is not { } reached)
                return true;
            await writer.WriteAsync(leads, stoppingToken);
            position = reached;
            if (!await table.AdvanceAsync(rebuildId, position, leads.Count, removed: 0, stoppingToken))
                return false;
        }
    }

    private async Task<bool> SweepAsync(Guid rebuildId, CancellationToken stoppingToken)
    {
        var (position, end) = (Guid.Empty, await table.PositionAsync(rebuildId, stoppingToken));
        while (await graph.LeadIdsAsync(position, SweptIds, stoppingToken) is { Count: > 0 } leadIds)
        {
            position = leadIds[^1];
            var gone = await writer.GoneAsync([.. leadIds], stoppingToken);
            if (gone.Count > 0)
                await graph.ForgetAsync(gone, stoppingToken);
            // What is written stays written: where this breaks off it begins again with the sweep.
            if (!await table.AdvanceAsync(rebuildId, end, written: 0, gone.Count, stoppingToken))
                return false;
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1510, Level = LogLevel.Information, Message = "Rebuild {RebuildId} of the graph goes on")]
        public static partial void Started(ILogger logger, Guid rebuildId);

        [LoggerMessage(EventId = 1511, Level = LogLevel.Information, Message = "Rebuild {RebuildId} of the graph is done")]
        public static partial void Done(ILogger logger, Guid rebuildId);

        [LoggerMessage(EventId = 1512, Level = LogLevel.Error, Message = "Rebuild {RebuildId} of the graph failed")]
        public static partial void Failed(ILogger logger, Exception exception, Guid rebuildId);

        [LoggerMessage(EventId = 1513, Level = LogLevel.Warning, Message = "A rebuild of the graph was interrupted by {ExceptionType}; it goes on in {Seconds} s")]
        public static partial void Interrupted(ILogger logger, string exceptionType, double seconds);
    }
}
