using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Scores;

/// <summary>Asks DataService which model is in use. While it does not answer, the last one stays.</summary>
internal sealed partial class ModelPolling(IServiceScopeFactory scopes, ModelInUse models, IOptions<ScoreOptions> options, TimeProvider time, ILogger<ModelPolling> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var before = models.Current;
                models.Current = await scope.ServiceProvider.GetRequiredService<ModelClient>().ReadAsync(before, stoppingToken);
                if (models.Current?.Tag != before?.Tag)
                    Log.Changed(logger, models.Current?.Name ?? PointScorer.Model);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Unknown(logger, exception.GetType().Name);
            }

            await Task.Delay(options.Value.ModelInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3050, Level = LogLevel.Information, Message = "Leads are scored by {Model} from now on")]
        public static partial void Changed(ILogger logger, string model);

        [LoggerMessage(EventId = 3051, Level = LogLevel.Warning, Message = "Which model scores leads could not be asked ({ExceptionType}); the last one stays")]
        public static partial void Unknown(ILogger logger, string exceptionType);
    }
}
