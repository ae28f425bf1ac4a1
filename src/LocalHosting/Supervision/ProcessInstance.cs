using Aspire.Hosting.Data;
using Aspire.Hosting.Health;
using Aspire.Hosting.Variables;
using Aspire.Hosting.Waiting;

namespace Aspire.Hosting.Supervision;

/// <summary>What the instances of processes share.</summary>
internal sealed record ProcessServices(
    Launcher Launcher, ProcessRecords Records, HealthWatch Health, DataDirectory Data, DistributedApplicationExecutionContext ExecutionContext, TimeProvider Time);

/// <summary>A process that is started, watched, started again after a crash, and stopped.</summary>
/// <param name="status">Its state.</param>
/// <param name="prerequisites">What it waits for.</param>
/// <param name="process">How it runs.</param>
/// <param name="goodExitCodes">The codes with which it may end; null for a process that must not end.</param>
/// <param name="restarts">Whether a crash is answered with a restart.</param>
/// <param name="services">What all such instances share.</param>
/// <param name="options">The times.</param>
internal sealed class ProcessInstance(
    ResourceStatus status, Prerequisites prerequisites, IProcessSource process, IReadOnlySet<int>? goodExitCodes, bool restarts, ProcessServices services, SupervisionOptions options)
    : Instance(status, prerequisites)
{
    private ChildProcess? _child;

    public override void Kill() => _child?.Kill();

    protected override async Task RunAsync(CancellationToken stop)
    {
        for (var crashes = 0; ;)
        {
            var logStart = Status.Log.Position;
            Status.Set(now => now with { State = ResourceState.Starting, Reason = null, ExitCode = null, LogStart = logStart });
            var started = services.Time.GetTimestamp();
            var exitCode = await RunOnceAsync(stop);
            stop.ThrowIfCancellationRequested();
            var lasted = services.Time.GetElapsedTime(started);
            if (goodExitCodes is not null && goodExitCodes.Contains(exitCode))
            {
                Status.Set(now => now with { State = ResourceState.Finished, ExitCode = exitCode, ProcessId = null });
                return;
            }

            crashes = lasted >= options.GoodAfter ? 1 : crashes + 1;
            var reason = $"ended {ExitCodeText.Of(exitCode)} after {lasted.TotalSeconds:0.0} s";
            if (!restarts || crashes > options.MaxRestarts)
            {
                Status.Set(now => now with { ExitCode = exitCode });
                throw new DistributedApplicationException(crashes > 1 ? $"{reason}; {crashes} crashes in a row" : reason);
            }

            var delay = options.RestartDelay(crashes);
            Status.Set(now => now with
            {
                State = ResourceState.Restarting,
                Reason = $"{reason}; starts again in {delay.TotalSeconds:0.0} s",
                ExitCode = exitCode,
                ProcessId = null,
                StartedAt = null,
                Restarts = now.Restarts + 1,
            });
            await Task.Delay(delay, services.Time, stop);
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var environment = await InjectedValues.EnvironmentAsync(Status.Resource, Status.Replica, services.ExecutionContext, stop);
        var arguments = await InjectedValues.ArgumentsAsync(Status.Resource, Status.Replica, stop);
        var launch = new Launch(Status.Resource, Status.Replica, environment, arguments, services.Data, Status.Log, services.Launcher);
        var spec = await process.PrepareAsync(launch, stop);

        using var child = _child = await services.Launcher.StartAsync(Status.Name, spec, Status.Log, stop);
        try
        {
            services.Records.Add(Status.Name, child.Id, spec.StopSignal);
            Status.Set(now => now with { State = ResourceState.Running, ProcessId = child.Id, StartedAt = services.Time.GetUtcNow() });

            using var watching = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var watch = services.Health.RunAsync(Status, watching.Token);
            await Task.WhenAny(child.Exited, Task.Delay(Timeout.Infinite, stop));
            await watching.CancelAsync();
            await watch;
            if (stop.IsCancellationRequested)
                await EndAsync(child);
            return await child.Exited;
        }
        finally
        {
            _child = null;
            services.Records.Remove(Status.Name);
        }
    }

    private async Task EndAsync(ChildProcess child)
    {
        Status.Set(ResourceState.Stopping);
        child.AskToStop();
        try
        {
            await child.Exited.WaitAsync(StopWithin, services.Time);
        }
        catch (TimeoutException)
        {
            Status.Log.Append([$"[LocalHosting] killed: still running {StopWithin.TotalSeconds:0.0} s after it was asked to stop"], isError: true);
            child.Kill();
            await child.Exited;
        }
    }
}
