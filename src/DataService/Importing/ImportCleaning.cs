using LeadPlatform.Contracts.Importing;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Importing;

/// <summary>Ends imports that nobody ran, and removes refused rows and files, once they are older than they are kept.</summary>
internal sealed partial class ImportCleaning(
    IServiceScopeFactory scopes, ImportFolder folder, IOptions<ImportOptions> options, TimeProvider time, ILogger<ImportCleaning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await CleanAsync(stoppingToken);
                }
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
                {
                    Log.Interrupted(logger, exception.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.KeepFor;
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<LeadsContext>();
        var old = database.Set<Import>().Where(import => import.CreatedAt < before);
        await old.Where(import => import.Status == ImportStatus.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(import => import.Status, ImportStatus.Cancelled).SetProperty(import => import.EndedAt, time.GetUtcNow()), cancellationToken);
        var ended = await old.Where(import => import.Status == ImportStatus.Done || import.Status == ImportStatus.Failed || import.Status == ImportStatus.Cancelled)
            .Select(import => import.ImportId).ToListAsync(cancellationToken);
        await database.Set<ImportRefusal>().Where(row => ended.Contains(row.ImportId)).ExecuteDeleteAsync(cancellationToken);
        await database.Set<ImportStep>().Where(row => ended.Contains(row.ImportId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var importId in ended)
            folder.Delete(importId);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1620, Level = LogLevel.Warning, Message = "{ExceptionType}: old imports could not be cleaned up; they are tried again in an hour")]
        public static partial void Interrupted(ILogger logger, string exceptionType);
    }
}
