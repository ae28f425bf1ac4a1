using Aspire.Hosting.Health;
using Aspire.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Supervision;

/// <summary>Makes the instances of the described application.</summary>
internal sealed class InstanceFactory(
    DistributedApplicationModel model, ResourceBoard board, Prerequisites prerequisites, ProcessServices services, IOptions<SupervisionOptions> options)
{
    /// <exception cref="DistributedApplicationException">A resource can't run here.</exception>
    public IReadOnlyList<Instance> CreateAll() => [.. model.Resources.SelectMany(Create)];

    private IEnumerable<Instance> Create(IResource resource)
    {
        if (IsElsewhere(resource))
        {
            yield return new ExternalInstance(board.Add(resource, 0, 1, hasHealth: false), prerequisites);
        }
        else if (resource.Annotations.OfType<SetupStepAnnotation>().LastOrDefault() is { } setup)
        {
            yield return new StepInstance(board.Add(resource, 0, 1, hasHealth: true), prerequisites, setup.Step);
        }
        else if (resource.Annotations.OfType<ProcessSourceAnnotation>().LastOrDefault() is { } process)
        {
            var replicas = resource.ReplicaCount();
            var hasHealth = resource.Annotations.OfType<HealthProbeAnnotation>().Any();
            var awaited = AwaitedExitCodes(resource);
            for (var replica = 0; replica < replicas; replica++)
                yield return new ProcessInstance(
                    board.Add(resource, replica, replicas, hasHealth), prerequisites, process.Source, process.RunsForever ? null : awaited.Append(0).ToHashSet(),
                    restarts: awaited.Length == 0, services, options.Value);
        }
        else if (resource is ContainerResource)
        {
            throw new DistributedApplicationException(resource is IResourceWithConnectionString
                ? $"'{resource.Name}' is a container, and containers don't run here. Give the connection string of one that runs elsewhere as ConnectionStrings__{resource.Name}."
                : $"'{resource.Name}' is a container, and containers don't run here. Leave it out, or run the application with Aspire itself.");
        }
    }

    // Others wait for its end: what counts as success is theirs to say, and a failure is not tried again.
    private int[] AwaitedExitCodes(IResource resource) =>
        [.. model.Resources.SelectMany(each => each.Annotations.OfType<WaitAnnotation>()).Where(wait => wait.WaitType == WaitType.WaitForCompletion && wait.Resource == resource).Select(wait => wait.ExitCode)];

    private bool IsElsewhere(IResource resource)
    {
        if (resource.ConfiguredConnectionString() is not null)
            return resource is not ParameterResource;
        if (resource is IResourceWithParent child)
            return IsElsewhere(child.Parent);

        var children = model.Resources.OfType<IResourceWithParent>().Where(each => each.Parent == resource).ToArray();
        return children.Length > 0 && children.All(each => each.ConfiguredConnectionString() is not null);
    }
}
