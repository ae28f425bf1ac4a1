using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.Drain;
using LeadPlatform.ServiceDefaults.Health;
using LeadPlatform.ServiceDefaults.Problems;
using LeadPlatform.ServiceDefaults.StartUp;
using LeadPlatform.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ServiceDefaults;

/// <summary>What every service of the platform has, in one call each for services and pipeline.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds telemetry, health on the internal port, service discovery, resilience, problem details and the drain.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        // Bytes are handled on the pool's thread that got them, without two more hops. Safe where no handler blocks, and none does.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddHostedService<StartRules>();
        builder.AddTelemetry();
        builder.AddManagementPort();
        builder.AddServiceCalls();
        builder.AddProblems();
        builder.AddDrain();
        return builder;
    }

    /// <summary>
    /// First in the pipeline: answers on the internal port, then problem details for everything else. Authentication comes after it
    /// (<see cref="Callers.CallerAuthenticationExtensions.UseCallerAuthentication"/>), so that a probe needs no credential.
    /// </summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseManagementPort();
        app.UseProblems();
        return app;
    }
}
