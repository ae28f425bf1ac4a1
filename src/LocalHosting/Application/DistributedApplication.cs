using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Supervision;
using Aspire.Hosting.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>An application that runs as processes on this machine.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private Task _report = Task.CompletedTask;
    private bool _started;

    internal DistributedApplication(ServiceProvider services) => _services = services;

    /// <summary>The services of the AppHost itself.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Lets code wait for the states of resources.</summary>
    public ResourceNotificationService ResourceNotifications => _services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Lets code start and stop single resources.</summary>
    public ResourceCommandService ResourceCommands => _services.GetRequiredService<ResourceCommandService>();

    /// <summary>Starts the description of an application.</summary>
    /// <param name="args">The command line; <c>--help</c> lists the options.</param>
    /// <exception cref="DistributedApplicationException">The command line or a settings file is wrong.</exception>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        FaultReport.Install();
        return new DistributedApplicationBuilder(args);
    }

    /// <summary>Starts the description of an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts the description of an application without a command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Starts everything, and stops it on Ctrl+C or SIGTERM.</summary>
    /// <exception cref="DistributedApplicationException">The application can't be started.</exception>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Starts everything, and stops it on Ctrl+C, SIGTERM or when <paramref name="cancellationToken"/> is cancelled.</summary>
    /// <exception cref="DistributedApplicationException">The application can't be started.</exception>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var configuration = _services.GetRequiredService<IConfiguration>();
        if (configuration.GetValue<bool>("help"))
        {
            Console.WriteLine(CommandLineOption.Usage(configuration));
            return;
        }

        if (configuration.GetValue<bool>("describe"))
        {
            Console.WriteLine(await ApplicationDescription.OfAsync(
                _services.GetRequiredService<DistributedApplicationModel>(), _services.GetRequiredService<DistributedApplicationExecutionContext>(), cancellationToken));
            return;
        }

        using var signals = new ShutdownSignals(_services.GetRequiredService<Supervisor>().KillAll, cancellationToken);
        try
        {
            await StartAsync(signals.Token);
            await Task.Delay(Timeout.Infinite, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
        }
        finally
        {
            await StopAsync(CancellationToken.None);
            await DisposeAsync();
        }
    }

    /// <summary>Starts everything; done when all are on their way. <see cref="ResourceNotifications"/> tells when they are up.</summary>
    /// <exception cref="DistributedApplicationException">Something is described wrongly, or missing, or taken.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _started = true;
        try
        {
            _services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new DistributedApplicationException(string.Join(' ', e.Failures), e);
        }

        var fresh = _services.GetRequiredService<IConfiguration>().GetValue<bool>("fresh");
        var terminal = _services.GetRequiredService<StateReport>();
        terminal.Begin();
        await _services.GetRequiredService<DashboardServer>().StartAsync(cancellationToken);
        var ended = await _services.GetRequiredService<Supervisor>().StartAsync(fresh, cancellationToken);
        if (ended.Count > 0)
            terminal.WriteLine($"Ended what an earlier start had left running: {string.Join(", ", ended)}");
        _report = _services.GetRequiredService<StartReport>().RunAsync(_stopping.Token);
    }

    /// <summary>Stops everything, within the time of the setting <c>Supervision:StopWithin</c>.</summary>
    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_started)
            return;

        _started = false;
        await _stopping.CancelAsync();
        await _report.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.GetRequiredService<Supervisor>().StopAsync();
    }

    /// <summary>Stops everything.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops everything.</summary>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }
}
