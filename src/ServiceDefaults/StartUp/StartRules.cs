using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace LeadPlatform.ServiceDefaults.StartUp;

/// <summary>Stops the start before anything listens, and tells everything that is wrong at once.</summary>
internal sealed class StartRules(IHostEnvironment environment, IConfiguration configuration) : IHostedLifecycleService
{
    /// <exception cref="InvalidOperationException">A rule is broken.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        List<string> broken = [.. RedisString.Broken(configuration), .. environment.IsDevelopment() ? [] : ProductionRules.Broken(configuration)];
        if (broken.Count > 0)
            throw new InvalidOperationException($"This is no configuration for {environment.EnvironmentName}:{Environment.NewLine}{string.Join(Environment.NewLine, broken.Select(line => $"- {line}"))}");
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
