using LeadPlatform.ServiceDefaults.WarmUp;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>Hands on no capture at all, the whole way to DataService.</summary>
internal sealed class CaptureWarmUp(IServiceScopeFactory scopes) : IWarmUp
{
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CaptureClient>().SendAsync(ReadOnlyMemory<byte>.Empty, onlyJson: true, cancellationToken);
    }
}
