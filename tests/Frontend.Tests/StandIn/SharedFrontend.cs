namespace LeadPlatform.Frontend.Tests.StandIn;

/// <summary>
/// One Frontend behind one stand-in for tests that only look at what they themselves sent; those that break things start their own.
/// </summary>
public sealed class SharedFrontend : IAsyncLifetime
{
    public FrontendServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await FrontendServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
