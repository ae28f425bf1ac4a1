using System.Net.Sockets;

namespace Aspire.Hosting;

/// <summary>The builder calls that all kinds of resources share.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Declares a port the resource listens on.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port others use. Default: a free one.</param>
    /// <param name="targetPort">The port the process listens on. Default: <paramref name="port"/>; another one is refused at the start, as nothing forwards here.</param>
    /// <param name="scheme">Default: <c>tcp</c>.</param>
    /// <param name="name">Default: the scheme.</param>
    /// <param name="env">A variable that carries the port to the process. An HTTP endpoint with one is not part of <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="isProxied">Recorded only.</param>
    /// <param name="isExternal">Whether it is meant for callers outside the application. Default: false.</param>
    /// <param name="protocol">Default: TCP.</param>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name already.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null,
        bool isProxied = true, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, null, name, port, targetPort, isExternal, isProxied) { TargetPortEnvironmentVariable = env };
        if (builder.GetEndpoint(endpoint.Name).Exists)
            throw new DistributedApplicationException(
                $"'{builder.Resource.Name}' has an endpoint '{endpoint.Name}' already. Give one of them another name (the name defaults to the scheme).");

        if (env is not null && builder.Resource is IResourceWithEnvironment)
        {
            var targetPortValue = builder.GetEndpoint(endpoint.Name).Property(EndpointProperty.TargetPort);
            builder.WithAnnotation(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables[env] = targetPortValue));
        }

        return builder.WithAnnotation(endpoint);
    }

    /// <summary>Changes an endpoint, or declares it where it is missing.</summary>
    /// <exception cref="DistributedApplicationException">It is missing and <paramref name="createIfNotExists"/> is false.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        var reference = builder.GetEndpoint(endpointName);
        if (!reference.Exists && createIfNotExists)
            builder.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: endpointName));

        callback(reference.EndpointAnnotation);
        return builder;
    }

    /// <summary>Declares an HTTP port the resource listens on; see <see cref="WithEndpoint{T}(IResourceBuilder{T}, int?, int?, string?, string?, string?, bool, bool?, ProtocolType?)"/>.</summary>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name already.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Marks the HTTP endpoints declared so far as meant for callers outside the application.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https"))
            endpoint.IsExternal = true;
        return builder;
    }

    /// <summary>The endpoint of that name; it may be declared later.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);
}
