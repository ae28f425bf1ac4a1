using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Attacks;

/// <summary>A gateway with little patience, for those who come with bad intentions.</summary>
public sealed class AttackedGateway : IAsyncLifetime
{
    public GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.StartAsync(new()
    {
        ["Edge:HeadersTimeout"] = "00:00:01",
        ["Edge:MinRateGrace"] = "00:00:02",
    });

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
