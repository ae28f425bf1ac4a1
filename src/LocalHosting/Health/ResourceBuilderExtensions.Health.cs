using Aspire.Hosting.Health;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Counts the resource as healthy while a GET is answered with the expected status.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">Default: <c>/</c>.</param>
    /// <param name="statusCode">Default: 200.</param>
    /// <param name="endpointName">Default: <c>https</c> where there is such an endpoint, else <c>http</c>.</param>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint, or it does not speak HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.GetEndpoint(endpointName ?? (builder.GetEndpoint("https").Exists ? "https" : "http"));
        if (!endpoint.IsHttp && !endpoint.IsHttps)
            throw new DistributedApplicationException(
                $"The HTTP health check of '{builder.Resource.Name}' can't use endpoint '{endpoint.EndpointName}': it speaks {endpoint.Scheme}.");

        return builder.WithAnnotation(new HealthProbeAnnotation(new HttpHealthProbe(endpoint, path ?? "/", statusCode ?? 200)));
    }
}
