using Aspire.Hosting.Logs;

namespace Aspire.Hosting.Supervision;

/// <summary>What is known about one replica now, and the changes of it.</summary>
internal sealed class ResourceStatus(ResourceSnapshot first, ResourceLog log, Action<ResourceStatus, ResourceSnapshot> changed)
{
    private readonly Lock _lock = new();
    private ResourceSnapshot _now = first;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ResourceLog Log { get; } = log;

    public string Name { get; } = first.Name;

    public IResource Resource { get; } = first.Resource;

    public int Replica { get; } = first.Replica;

    public ResourceSnapshot Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    public void Set(ResourceState state, string? reason = null) => Set(now => now with { State = state, Reason = reason });

    public void Set(Func<ResourceSnapshot, ResourceSnapshot> change)
    {
        lock (_lock)
        {
            var now = change(_now);
            if (now == _now)
                return;

            _now = now;
            _next.SetResult();
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            // Inside the lock: observers see the changes of a resource in their order.
            changed(this, now);
        }
    }

    /// <summary>The first state from now on that fits; one that is left again at once may be missed.</summary>
    public async Task<ResourceSnapshot> WhenAsync(Func<ResourceSnapshot, bool> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (fits(_now))
                    return _now;
                next = _next.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
