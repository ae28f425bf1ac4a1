using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The configuration in which a connection string may stand that replaces the process of a resource.</summary>
internal sealed record ConnectionStringSourceAnnotation(IConfiguration Configuration) : IResourceAnnotation;

internal static class ConfiguredConnectionStringExtensions
{
    /// <summary>The connection string under <c>ConnectionStrings:{name}</c>, or null where none is given.</summary>
    public static string? ConfiguredConnectionString(this IResource resource) =>
        resource.Annotations.OfType<ConnectionStringSourceAnnotation>().LastOrDefault()?.Configuration.GetConnectionString(resource.Name) is { Length: > 0 } value ? value : null;
}
