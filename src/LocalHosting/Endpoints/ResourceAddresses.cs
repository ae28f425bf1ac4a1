using System.Globalization;

namespace Aspire.Hosting.Endpoints;

/// <summary>An endpoint as people read it.</summary>
/// <param name="Name">The name of the endpoint.</param>
/// <param name="Text">The address: a URL where a browser can open it, else host and port.</param>
/// <param name="IsLink">Whether a browser can open it.</param>
/// <param name="IsExternal">Whether it is meant for callers outside the application.</param>
internal sealed record ResourceAddress(string Name, string Text, bool IsLink, bool IsExternal);

internal static class ResourceAddresses
{
    public static IEnumerable<ResourceAddress> Of(IResource resource, int replica) =>
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        where endpoint.AllocatedPorts.Count > 0
        let reference = new EndpointReference((IResourceWithEndpoints)resource, endpoint)
        let isLink = reference.IsHttp || reference.IsHttps
        let text = isLink ? reference.UrlOf(replica) : string.Create(CultureInfo.InvariantCulture, $"{reference.Host}:{reference.PortOf(replica)}")
        select new ResourceAddress(endpoint.Name, text, isLink, endpoint.IsExternal);
}
