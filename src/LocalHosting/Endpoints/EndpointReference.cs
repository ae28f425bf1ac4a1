using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource; its address is known once the application starts.</summary>
public sealed class EndpointReference : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>Points at the endpoint of that name, which may be declared later.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName) => (Resource, EndpointName) = (owner, endpointName);

    /// <summary>Points at the endpoint.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint.Name)
    {
    }

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The name of the endpoint.</summary>
    public string EndpointName { get; }

    /// <summary>Whether the resource has an endpoint of that name.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether its port is known.</summary>
    public bool IsAllocated => Find() is { AllocatedPorts.Count: > 0 };

    /// <summary>The description of the endpoint.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint.</exception>
    public EndpointAnnotation EndpointAnnotation => Find() ??
        throw new DistributedApplicationException($"'{Resource.Name}' has no endpoint '{EndpointName}'. It has {Known()}.");

    /// <summary>The scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>Whether the scheme is http.</summary>
    public bool IsHttp => string.Equals(Scheme, "http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the scheme is https.</summary>
    public bool IsHttps => string.Equals(Scheme, "https", StringComparison.OrdinalIgnoreCase);

    /// <summary>The host.</summary>
    public string Host => EndpointAnnotation.TargetHost;

    /// <summary>The port; of the first replica where there are several.</summary>
    /// <exception cref="DistributedApplicationException">The application has not started.</exception>
    public int Port => PortOf(0);

    /// <summary>The port the process listens on; null before the start.</summary>
    public int? TargetPort => IsAllocated ? Port : EndpointAnnotation.TargetPort;

    /// <summary>The address, for example <c>http://localhost:8080</c>; of the first replica where there are several.</summary>
    /// <exception cref="DistributedApplicationException">The application has not started.</exception>
    public string Url => UrlOf(0);

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    /// <summary>A part of the address as a value.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>The address.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Url);

    /// <summary>The address.</summary>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    internal string UrlOf(int replica) => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{PortOf(replica)}");

    internal int PortOf(int replica) => EndpointAnnotation.AllocatedPorts is { Count: > 0 } ports
        ? ports[Math.Min(replica, ports.Count - 1)]
        : throw new DistributedApplicationException($"Endpoint '{EndpointName}' of '{Resource.Name}' has no port yet: the application has not started.");

    private EndpointAnnotation? Find() =>
        Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private string Known() => Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"'{endpoint.Name}'").ToArray() is { Length: > 0 } names
        ? string.Join(", ", names)
        : "none";
}
