using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ServiceDefaults.Drain;

/// <summary>How a service stops: unready first, then, once callers have had time to see it, no new connections, then the rest of the work.</summary>
public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>Time between reporting unready and closing the listeners: as long as a load balancer needs to look away. Default 0, 30 s at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30", ErrorMessage = "Drain:Delay must be from 00:00:00 to 00:00:30.")]
    public TimeSpan Delay { get; set; } = TimeSpan.Zero;

    /// <summary>Time for requests and messages under way. Default 8 s, 5 minutes at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Drain:Timeout must be from 00:00:01 to 00:05:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);
}

internal static class DrainExtensions
{
    public static void AddDrain(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>((host, drain) =>
            host.ShutdownTimeout = drain.Value.Delay + drain.Value.Timeout);
        builder.Services.AddSingleton<DrainState>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DrainState>());
        builder.Services.AddHealthChecks().AddCheck<DrainState>("drain");
    }

    private sealed class DrainState(IOptions<DrainOptions> options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
    {
        private volatile bool _draining;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(_draining ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());

        // Runs before any hosted service, Kestrel among them, is stopped.
        public async Task StoppingAsync(CancellationToken cancellationToken)
        {
            _draining = true;
            if (options.Value.Delay > TimeSpan.Zero)
                await Task.Delay(options.Value.Delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
