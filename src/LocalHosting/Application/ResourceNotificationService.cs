using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Lets code wait for the states of resources.</summary>
public class ResourceNotificationService
{
    private readonly ResourceBoard _board;

    internal ResourceNotificationService(ResourceBoard board) => _board = board;

    /// <summary>Done once all replicas of the resource run and, where it has health checks, are healthy.</summary>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed or ended instead.</exception>
    public Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, now => now.IsUp, now => now.State is ResourceState.Failed or ResourceState.Finished, cancellationToken);

    /// <summary>Done once all replicas of the resource are in the state; see <see cref="KnownResourceStates"/>. Default: running.</summary>
    /// <exception cref="DistributedApplicationException">There is no such resource.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, now => string.Equals(KnownResourceStates.Of(now.State), targetState ?? KnownResourceStates.Running, StringComparison.OrdinalIgnoreCase), _ => false, cancellationToken);

    private async Task WaitAsync(string name, Func<ResourceSnapshot, bool> fits, Func<ResourceSnapshot, bool> hopeless, CancellationToken cancellationToken)
    {
        var replicas = _board.All.Where(status => string.Equals(status.Resource.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (replicas.Length == 0)
            throw new DistributedApplicationException($"No resource '{name}' runs. There are {string.Join(", ", _board.All.Select(status => status.Name))}.");

        foreach (var replica in replicas)
        {
            var now = await replica.WhenAsync(now => fits(now) || hopeless(now), cancellationToken);
            if (!fits(now))
                throw new DistributedApplicationException(
                    $"'{now.Name}' is {now.State}: {now.Reason}\n{string.Join('\n', replica.Log.Tail(20, now.LogStart).Select(line => line.Text))}");
        }
    }
}

/// <summary>The names of states.</summary>
public static class KnownResourceStates
{
    /// <summary>It waits for others.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>It is being started, for the first time or after a crash.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>It runs.</summary>
    public static readonly string Running = "Running";

    /// <summary>It can't be started, or crashed too often.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>It did its work and ended.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>It was asked to end.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>It ended as asked.</summary>
    public static readonly string Exited = "Exited";

    internal static string Of(ResourceState state) => state switch
    {
        ResourceState.Waiting => Waiting,
        ResourceState.Starting or ResourceState.Restarting => Starting,
        ResourceState.Running or ResourceState.Healthy => Running,
        ResourceState.Failed => FailedToStart,
        ResourceState.Finished => Finished,
        ResourceState.Stopping => Stopping,
        _ => Exited,
    };
}
