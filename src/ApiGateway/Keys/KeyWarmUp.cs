using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>Asks Backend for a key that does not exist: the gateway's own token, the connection and Backend's look-up are there when the first caller comes.</summary>
internal sealed class KeyWarmUp(Func<KeyResolver> resolver) : IWarmUp
{
    public Task WarmUpAsync(CancellationToken cancellationToken) => resolver().ResolveAsync("lp_warm_up", cancellationToken);
}
