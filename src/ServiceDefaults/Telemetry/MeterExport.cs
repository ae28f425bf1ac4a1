using Microsoft.Extensions.Hosting;
using Prometheus;

namespace LeadPlatform.ServiceDefaults.Telemetry;

/// <summary>Starts the adapter of .NET's meters, which otherwise starts with the first scrape and knows nothing of what was counted before.</summary>
internal sealed class MeterExport : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
