using LeadPlatform.Backend.Identity.Sessions;
using OpenIddict.Abstractions;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>Removes tokens, authorizations and sessions that ended days ago, so that their tables stay small.</summary>
internal sealed partial class TokenPruning(IServiceScopeFactory scopes, TimeProvider time, ILogger<TokenPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var until = time.GetUtcNow() - Keep;
                var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(until, stoppingToken);
                var authorizations = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(until, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<UserSessions>().PruneAsync(Keep, stoppingToken);
                Log.Pruned(logger, tokens, authorizations);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2110, Level = LogLevel.Debug, Message = "Removed {Tokens} ended tokens and {Authorizations} authorizations")]
        public static partial void Pruned(ILogger logger, long tokens, long authorizations);

        [LoggerMessage(EventId = 2111, Level = LogLevel.Warning, Message = "Ended tokens could not be removed; tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
