using Microsoft.Extensions.Http.Resilience;

namespace LeadPlatform.Frontend.Gateway;

/// <summary>The platform's public API, which is all this service talks to.</summary>
internal static class GatewayExtensions
{
    public const string ClientName = "gateway";

    /// <summary>For streams that stay open: no time limit on an answer that never ends.</summary>
    public const string StreamClientName = "gateway-stream";

    public static Uri Address { get; } = new("http://gateway");

    public static void AddGateway(this WebApplicationBuilder builder)
    {
        // The general defaults wait as long as a service may; here somebody sits before a screen.
#pragma warning disable EXTEXP0001 // The way to other limits than the defaults'; it has no other name yet.
        builder.Services.AddHttpClient(ClientName, http => http.BaseAddress = Address)
            .RemoveAllResilienceHandlers()
            .AddStandardResilienceHandler(Limit);
        builder.Services.AddHttpClient(StreamClientName, http =>
        {
            http.BaseAddress = Address;
            http.Timeout = Timeout.InfiniteTimeSpan;
        }).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    private static void Limit(HttpStandardResilienceOptions resilience)
    {
        resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(8);
        resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(15);
        resilience.Retry.MaxRetryAttempts = 2;
        resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
        resilience.Retry.DisableForUnsafeHttpMethods();
    }
}
