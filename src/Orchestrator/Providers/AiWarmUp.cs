using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>Opens the way to Redis, so that the first calls are counted with those of other instances too. Without Redis the service is as warm as it gets.</summary>
internal sealed class AiWarmUp(AiRedis redis) : IWarmUp
{
    public async Task WarmUpAsync(CancellationToken cancellationToken) => await redis.TryAsync(database => database.PingAsync(), cancellationToken);
}
