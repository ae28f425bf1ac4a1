using Aspire.Hosting.Supervision;

namespace Aspire.Hosting.Data;

/// <summary>The data of the server outlives a restart, in the volume of that name.</summary>
internal sealed record VolumeAnnotation(string Name) : IResourceAnnotation;

internal static class VolumeExtensions
{
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, bool isReadOnly)
        where T : IResource
    {
        if (isReadOnly)
            throw new DistributedApplicationException($"The volume of '{builder.Resource.Name}' is asked for read-only, which a server can't start on here. Leave isReadOnly out.");

        return builder.WithAnnotation(new VolumeAnnotation(name ?? $"{builder.Resource.Name}-data"), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>The directory of the server: its volume, or a scratch directory that each start finds empty.</summary>
    public static string ServerDirectory(this Launch launch, PosixAccount? owner = null) =>
        launch.Resource.Annotations.OfType<VolumeAnnotation>().LastOrDefault() is { } volume
            ? Data.ServerDirectory.Create(launch.Data.Volumes, volume.Name, owner)
            : Data.ServerDirectory.Create(launch.Data.Scratch, launch.Resource.Name, owner);
}
