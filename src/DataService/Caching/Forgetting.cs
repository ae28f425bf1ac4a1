namespace LeadPlatform.DataService.Caching;

/// <summary>Forgets what other instances could not tell Redis of.</summary>
internal sealed class Forgetting(ForgetSignal signal, LeadCacheChanges changes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await signal.ListenAsync(leadIds => changes.SuspectAsync(leadIds, stoppingToken), stoppingToken);
    }
}
