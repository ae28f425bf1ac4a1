using Aspire.Hosting.Waiting;

namespace Aspire.Hosting.Supervision;

/// <summary>Something done once inside a server that is up, such as creating a database.</summary>
internal interface ISetupStep
{
    /// <exception cref="DistributedApplicationException">It can't be done.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}

internal sealed record SetupStepAnnotation(ISetupStep Step) : IResourceAnnotation;

/// <summary>A resource without a process of its own that is up once its step is done.</summary>
internal sealed class StepInstance(ResourceStatus status, Prerequisites prerequisites, ISetupStep step) : Instance(status, prerequisites)
{
    protected override async Task RunAsync(CancellationToken stop)
    {
        Status.Set(ResourceState.Starting);
        await step.RunAsync(stop);
        Status.Set(ResourceState.Healthy);
        await Task.Delay(Timeout.Infinite, stop);
    }
}

/// <summary>A resource that runs elsewhere: its connection string is given.</summary>
internal sealed class ExternalInstance(ResourceStatus status, Prerequisites prerequisites) : Instance(status, prerequisites)
{
    protected override Task RunAsync(CancellationToken stop)
    {
        Status.Set(now => now with { State = ResourceState.Running, Reason = "elsewhere, its connection string is given", HasHealth = false });
        return Task.Delay(Timeout.Infinite, stop);
    }
}
