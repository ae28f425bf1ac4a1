using Aspire.Hosting.Data;
using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Supervision;

/// <summary>Starts and stops everything.</summary>
internal sealed class Supervisor(
    DistributedApplicationModel model, InstanceFactory factory, ResourceBoard board, ProcessRecords records, PortAllocator ports, DataDirectory data,
    IOptions<SupervisionOptions> options, TimeProvider time) : IDisposable
{
    private IReadOnlyList<Instance> _instances = [];
    private DataDirectoryLock? _lock;

    /// <summary>Checks what can be checked, then starts everything; done when all are on their way.</summary>
    /// <param name="fresh">Whether all data of earlier starts is deleted first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The names of processes that an earlier AppHost had left and that were ended.</returns>
    /// <exception cref="DistributedApplicationException">Something is described wrongly, or missing, or taken.</exception>
    public async Task<IReadOnlyList<string>> StartAsync(bool fresh, CancellationToken cancellationToken)
    {
        _lock = DataDirectoryLock.Take(data);
        var ended = await records.EndLeftoversAsync(cancellationToken);
        data.Clear(everything: fresh);

        EndpointAllocation.Allocate(model.Resources, ports);
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter is not IResourceWithConnectionString))
            await parameter.GetValueAsync(cancellationToken);

        _instances = factory.CreateAll();
        foreach (var instance in _instances)
            instance.Start();
        return ended;
    }

    /// <summary>Stops everything, those first that others don't need; what does not end in its share of the time is killed.</summary>
    public async Task StopAsync()
    {
        var byResource = _instances.ToLookup(instance => instance.Status.Resource);
        var waves = DependencyGraph.StopWaves([.. byResource.Select(group => group.Key)])
            .Select(wave => wave.SelectMany(resource => byResource[resource]).ToArray())
            .Where(wave => wave.Any(instance => !instance.Status.Now.HasEnded))
            .ToArray();

        var started = time.GetTimestamp();
        for (var at = 0; at < waves.Length; at++)
        {
            var deadline = options.Value.StopWithin * (at + 1) / waves.Length;
            await Task.WhenAll(waves[at].Select(instance => instance.StopAsync(Left(deadline, started))));
        }

        if (_lock is not null)
            data.Clear(everything: false);
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Ends every process at once.</summary>
    public void KillAll()
    {
        foreach (var instance in _instances)
            instance.Kill();
    }

    /// <summary>Done once every replica is up or at its end. Throws where one has failed.</summary>
    public async Task WhenAllUpAsync(CancellationToken cancellationToken)
    {
        foreach (var status in board.All)
            if (await status.WhenAsync(now => now.IsUp || now.HasEnded, cancellationToken) is { State: ResourceState.Failed } failed)
                throw new DistributedApplicationException($"'{failed.Name}' failed: {failed.Reason}");
    }

    public IEnumerable<Instance> InstancesOf(string name) => _instances.Where(instance =>
        string.Equals(instance.Status.Resource.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(instance.Status.Name, name, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        foreach (var instance in _instances)
            instance.Dispose();
        _lock?.Dispose();
    }

    private TimeSpan Left(TimeSpan deadline, long started)
    {
        var left = deadline - time.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
