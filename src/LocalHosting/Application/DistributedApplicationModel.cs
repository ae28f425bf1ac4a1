namespace Aspire.Hosting.ApplicationModel;

/// <summary>The described application.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Its resources, in the order they were added.</summary>
    public IResourceCollection Resources { get; } = resources;
}
