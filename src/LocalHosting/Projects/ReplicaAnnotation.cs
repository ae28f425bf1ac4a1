namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes of the resource run.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number, at least 1.</summary>
    public int Replicas { get; } = replicas;
}

internal static class ReplicaExtensions
{
    public static int ReplicaCount(this IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
}
