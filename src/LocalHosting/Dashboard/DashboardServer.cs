using System.Net;
using System.Security.Cryptography;
using Aspire.Hosting.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Dashboard;

/// <summary>The local page on 127.0.0.1, opened with a token that is made anew at each start.</summary>
internal sealed class DashboardServer(ResourceBoard board, IOptions<DashboardOptions> options, DistributedApplicationOptions application, TimeProvider time) : IAsyncDisposable
{
    private const int TokenBytes = 16;
    private WebApplication? _page;

    /// <summary>The address with its token; null where there is no page.</summary>
    public string? Address { get; private set; }

    /// <exception cref="DistributedApplicationException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (application.DisableDashboard)
            return;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Value.Port));
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var page = builder.Build();
        page.Use(new DashboardEntry(token).GuardAsync);
        page.MapDashboard(board, time, page.Lifetime.ApplicationStopping);
        try
        {
            await page.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await page.DisposeAsync();
            throw new DistributedApplicationException($"Port {options.Value.Port} for the local page is in use by another program. Choose another with --Dashboard:Port N.", e);
        }

        _page = page;
        var address = page.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        Address = $"{address}/login?t={token}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
            await _page.DisposeAsync();
    }
}
