using LeadPlatform.DataService.Consumers;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Erasing;

/// <summary>Has the stores beside the database forget erased consumers: at once, and where one is away, again until it has.</summary>
internal sealed partial class PendingStores(
    IEnumerable<IForgetsConsumers> stores, NpgsqlDataSource database, IServiceScopeFactory scopes, IOptions<ErasureOptions> options, TimeProvider time, ILogger<PendingStores> logger)
    : BackgroundService
{
    /// <summary>Erasures in one call to a store.</summary>
    private const int BatchSize = 100;

    private readonly IForgetsConsumers[] _stores = [.. stores];

    public string[] Names => Array.ConvertAll(_stores, store => store.Name);

    /// <summary>Works off what is pending. A store that is away is logged and left for the next time.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        foreach (var store in _stores)
        {
            try
            {
                while (await ForgetAsync(store, cancellationToken) == BatchSize)
                {
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Away(logger, store.Name, exception.GetType().Name);
            }
        }

        await using var scope = scopes.CreateAsyncScope();
        ErasingMetrics.Pending(await Erasures(scope).LongCountAsync(row => row.Pending.Length > 0, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_stores.Length == 0)
            return;
        using var timer = new PeriodicTimer(options.Value.RetryInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await ForgetAsync(stoppingToken);
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

    private static DbSet<Erasure> Erasures(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<LeadsContext>().Set<Erasure>();

    private async Task<int> ForgetAsync(IForgetsConsumers store, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var pending = await Erasures(scope).AsNoTracking().Where(row => row.Pending.Contains(store.Name)).OrderBy(row => row.ErasedAt).Take(BatchSize)
            .Select(row => new { row.ConsumerId, row.LeadIds }).ToListAsync(cancellationToken);
        if (pending.Count == 0)
            return 0;
        foreach (var leadIds in pending.SelectMany(row => row.LeadIds).Chunk(1_000))
            await store.ForgetAsync(leadIds, cancellationToken);
        await using var command = database.CreateCommand("UPDATE erasure SET pending = array_remove(pending, $2) WHERE consumer_id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. pending.Select(row => row.ConsumerId)] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = store.Name });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return pending.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2511, Level = LogLevel.Warning, Message = "Store {Store} could not forget erased consumers ({ExceptionType}); it is asked again")]
        public static partial void Away(ILogger logger, string store, string exceptionType);

        [LoggerMessage(EventId = 2512, Level = LogLevel.Warning, Message = "{ExceptionType}: it was not seen which stores have consumers to forget; it is looked again")]
        public static partial void Interrupted(ILogger logger, string exceptionType);
    }
}
