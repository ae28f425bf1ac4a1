namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is a container elsewhere. The servers among them run here as processes; others need a connection string.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>The program in the container; recorded only.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}

/// <summary>The image of a container; recorded only.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>The image.</summary>
    public required string Image { get; set; }

    /// <summary>Its tag.</summary>
    public string? Tag { get; set; }
}
