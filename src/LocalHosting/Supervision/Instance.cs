using Aspire.Hosting.Waiting;

namespace Aspire.Hosting.Supervision;

/// <summary>The life of one replica, which can be started and stopped many times.</summary>
internal abstract class Instance(ResourceStatus status, Prerequisites prerequisites) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _life = Task.CompletedTask;

    public ResourceStatus Status { get; } = status;

    /// <summary>By when a stop must be done; what still runs then is killed.</summary>
    protected TimeSpan StopWithin { get; private set; }

    /// <summary>Starts it, unless it is up or on its way.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (!_life.IsCompleted)
                return;

            _stop?.Dispose();
            _stop = new CancellationTokenSource();
            _life = LiveAsync(_stop.Token);
        }
    }

    /// <summary>Stops it; done once it is down.</summary>
    public Task StopAsync(TimeSpan within)
    {
        lock (_lock)
        {
            StopWithin = within;
            _stop?.Cancel();
            return _life;
        }
    }

    /// <summary>Ends its process at once, as a crash would.</summary>
    public virtual void Kill() { }

    public void Dispose()
    {
        lock (_lock)
            _stop?.Dispose();
    }

    /// <summary>Runs until it ends by itself or <paramref name="stop"/> is cancelled; sets every state but those of waiting and stopping.</summary>
    protected abstract Task RunAsync(CancellationToken stop);

    private async Task LiveAsync(CancellationToken stop)
    {
        // The caller holds the lock.
        await Task.Yield();
        try
        {
            await prerequisites.WaitAsync(Status, stop);
            await RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Status.Set(now => now with { State = ResourceState.Stopped, Reason = null, ProcessId = null, StartedAt = null });
        }
        catch (DistributedApplicationException e)
        {
            Fail(e.Message);
        }
#pragma warning disable CA1031 // A fault in one resource must not take the others' supervision down; it is shown.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e.ToString());
        }
    }

    private void Fail(string reason) => Status.Set(now => now with { State = ResourceState.Failed, Reason = reason, ProcessId = null, StartedAt = null });
}
