using System.Collections.Concurrent;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.DataService.Capture;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Pacing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Importing.Running;

/// <summary>
/// Runs the imports whose files this instance can read, one after the other, oldest first. One that was interrupted (a crash, a stop, a database that was away)
/// goes on where it stands. A lock in the database that lives as long as its connection keeps instances that share a folder from running the same.
/// </summary>
internal sealed partial class ImportRunner(
    IServiceScopeFactory scopes,
    NpgsqlDataSource database,
    ImportFolder folder,
    PersonalSeal seal,
    CaptureIntake intake,
    CaptureBatchWriterFactory writers,
    CaptureQueue live,
    Pace pace,
    IOptions<ImportOptions> options,
    TimeProvider time,
    ILogger<ImportRunner> logger) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();

    /// <summary>Something waits to be run.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    /// <summary>Ends an import that runs here; on another instance it ends within seconds by itself.</summary>
    public void Cancel(Guid importId)
    {
        if (_running.TryGetValue(importId, out var running))
            running.Cancel();
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
                if (!await RunNextAsync(stoppingToken))
                    await _wake.WaitAsync(LookAgain, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, exception, LookAgain.TotalSeconds);
                await Task.Delay(LookAgain, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> RunNextAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var imports = scope.ServiceProvider.GetRequiredService<LeadsContext>().Set<Import>();
        var open = await imports.AsNoTracking()
            .Where(import => import.Status == ImportStatus.Queued || import.Status == ImportStatus.Running)
            .OrderBy(import => import.ImportId).Select(import => import.ImportId).ToListAsync(stoppingToken);
        foreach (var importId in open.Where(id => File.Exists(folder.PathOf(id))))
        {
            await using var held = await database.OpenConnectionAsync(stoppingToken);
            if (!await TryLockAsync(held, importId, stoppingToken))
                continue;
            try
            {
                await RunAsync(importId, imports, stoppingToken);
                return true;
            }
            finally
            {
                // With the lock on it: a pooled connection would hold it on.
                await UnlockAsync(held);
            }
        }

        return false;
    }

    private async Task RunAsync(Guid importId, DbSet<Import> imports, CancellationToken stoppingToken)
    {
        await imports.Where(import => import.ImportId == importId && import.Status == ImportStatus.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(import => import.Status, ImportStatus.Running).SetProperty(import => import.StartedAt, time.GetUtcNow()), stoppingToken);
        var import = await imports.AsNoTracking().SingleOrDefaultAsync(import => import.ImportId == importId && import.Status == ImportStatus.Running, stoppingToken);
        if (import is null)
            return;

        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _running[importId] = cancelling;
        Log.Started(logger, importId, import.RowsRead);
        var (status, failure) = (ImportStatus.Done, (string?)null);
        var watching = WatchAsync(importId, cancelling);
        try
        {
            await using var writer = writers.Create();
            await new ImportJob(import, folder, seal, intake, writer, database, live, pace, options.Value, time, logger).RunAsync(cancelling.Token);
        }
        catch (ImportFailedException exception)
        {
            (status, failure) = (ImportStatus.Failed, exception.Message);
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            status = ImportStatus.Cancelled;
        }
        catch (Exception exception) when (!TransientFault.Is(exception) && exception is not PostgresException { TableName: "import_step" } && !stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception, importId);
            (status, failure) = (ImportStatus.Failed, "Something broke on our side; the log of the service knows it by the id of the import.");
        }
        finally
        {
            _running.TryRemove(importId, out _);
            await cancelling.CancelAsync();
            await watching;
        }

        await EndAsync(importId, imports, status, failure, stoppingToken);
    }

    private async Task EndAsync(Guid importId, DbSet<Import> imports, string status, string? failure, CancellationToken stoppingToken)
    {
        await imports.Where(import => import.ImportId == importId && import.Status == ImportStatus.Running).ExecuteUpdateAsync(
            set => set.SetProperty(import => import.Status, status).SetProperty(import => import.Failure, failure)
                .SetProperty(import => import.EndedAt, time.GetUtcNow()).SetProperty(import => import.Rate, 0),
            stoppingToken);
        folder.Delete(importId);
        Log.Ended(logger, importId, status);
    }

    /// <summary>Ends the import where its row says that somebody cancelled it, whatever instance they asked.</summary>
    private async Task WatchAsync(Guid importId, CancellationTokenSource running)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        try
        {
            while (await timer.WaitForNextTickAsync(running.Token))
            {
                await using var command = database.CreateCommand("SELECT status FROM import WHERE import_id = $1");
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = importId });
                if (await command.ExecuteScalarAsync(running.Token) is not ImportStatus.Running)
                    await running.CancelAsync();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException)
        {
            // It has ended, or its next batch finds the database away.
        }
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, Guid importId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"import {importId}" });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and its lock with it.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1610, Level = LogLevel.Information, Message = "Import {ImportId} runs from row {Row}")]
        public static partial void Started(ILogger logger, Guid importId, long row);

        [LoggerMessage(EventId = 1611, Level = LogLevel.Information, Message = "Import {ImportId} ended: {Status}")]
        public static partial void Ended(ILogger logger, Guid importId, string status);

        [LoggerMessage(EventId = 1612, Level = LogLevel.Error, Message = "Import {ImportId} failed")]
        public static partial void Failed(ILogger logger, Exception exception, Guid importId);

        [LoggerMessage(EventId = 1613, Level = LogLevel.Warning, Message = "Imports were interrupted; they go on in {Seconds} s")]
        public static partial void Interrupted(ILogger logger, Exception exception, double seconds);
    }
}
