using Aspire.Hosting.References;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the resource the connection string of another as <c>ConnectionStrings__{name}</c>.</summary>
    /// <param name="builder">The resource that connects.</param>
    /// <param name="source">The resource it connects to.</param>
    /// <param name="connectionName">The name of the connection string. Default: the name of <paramref name="source"/>.</param>
    /// <param name="optional">Whether a missing connection string is left out instead of stopping the start. Default: false.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? resource.Name}";
        builder.WithAnnotation(new ConnectionReferenceAnnotation(resource));
        return builder.WithEnvironment(context => context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional));
    }

    /// <summary>Gives the resource the addresses of all endpoints of another, <c>services__{source}__{scheme}__{index}</c> for each replica.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithServiceReference(source.Resource, null, null);

    /// <summary>Gives the resource the addresses of all endpoints of another under <paramref name="name"/>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment => builder.WithServiceReference(source.Resource, null, name);

    /// <summary>Gives the resource the address of one endpoint of another.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment => builder.WithServiceReference(endpointReference.Resource, endpointReference.EndpointName, null);

    /// <summary>Gives the resource an address outside the application as <c>services__{name}__default__0</c>.</summary>
    /// <exception cref="InvalidOperationException">The address is relative, does not end with '/', or has a query or a fragment.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri || !uri.AbsolutePath.EndsWith('/') || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new InvalidOperationException($"The address '{uri}' of service '{name}' must be absolute, end with '/' and have neither query nor fragment.");

        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
    }

    private static IResourceBuilder<T> WithServiceReference<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints source, string? endpointName, string? name)
        where T : IResourceWithEnvironment
    {
        // Several references to one resource share a step, so that its endpoints keep their order whatever the order of the calls.
        var reference = builder.Resource.Annotations.OfType<ServiceReferenceAnnotation>().FirstOrDefault(earlier => earlier.Source == source);
        if (reference is null)
        {
            reference = new ServiceReferenceAnnotation(source, name ?? source.Name);
            builder.WithAnnotation(reference).WithEnvironment(reference.Inject);
        }

        reference.Use(endpointName);
        return builder;
    }
}
