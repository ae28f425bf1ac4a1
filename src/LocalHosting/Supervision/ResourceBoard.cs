using Aspire.Hosting.Data;
using Aspire.Hosting.Logs;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Supervision;

/// <summary>The state of everything that runs.</summary>
internal sealed class ResourceBoard(DataDirectory data, IOptions<LogFileOptions> logs, TimeProvider time) : IDisposable
{
    private readonly List<ResourceStatus> _all = [];

    /// <summary>Called on every change, in order for each resource; it must return at once.</summary>
    public event Action<ResourceStatus, ResourceSnapshot>? Changed;

    /// <summary>All replicas, in the order their resources were added.</summary>
    public IReadOnlyList<ResourceStatus> All => _all;

    /// <summary>The replicas of a resource; none for one that has no life of its own, such as a parameter.</summary>
    public IEnumerable<ResourceStatus> Of(IResource resource) => _all.Where(status => ReferenceEquals(status.Resource, resource));

    public ResourceStatus? Find(string name) => _all.FirstOrDefault(status => string.Equals(status.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="DistributedApplicationException">A replica has the name of another resource.</exception>
    public ResourceStatus Add(IResource resource, int replica, int replicas, bool hasHealth)
    {
        var name = replicas == 1 ? resource.Name : $"{resource.Name}-{replica}";
        if (Find(name) is { } taken)
            throw new DistributedApplicationException($"Replica {replica} of '{resource.Name}' is called '{name}', as is the resource '{taken.Resource.Name}'. Rename one of them.");

        var log = new ResourceLog(new LogFile(Path.Combine(data.Logs, name + ".log"), logs.Value.MaxFileBytes), time);
        var first = new ResourceSnapshot(name, resource, replica, ResourceState.Waiting) { HasHealth = hasHealth };
        var status = new ResourceStatus(first, log, (changed, now) => Changed?.Invoke(changed, now));
        _all.Add(status);
        return status;
    }

    public void Dispose()
    {
        foreach (var status in _all)
            status.Log.Dispose();
    }
}
