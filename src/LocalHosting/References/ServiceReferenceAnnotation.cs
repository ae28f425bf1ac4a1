namespace Aspire.Hosting.References;

/// <summary>The resource calls endpoints of <paramref name="source"/>.</summary>
internal sealed class ServiceReferenceAnnotation(IResourceWithEndpoints source, string serviceName) : IResourceAnnotation
{
    private readonly HashSet<string> _endpoints = new(StringComparer.OrdinalIgnoreCase);
    private bool _all;

    public IResourceWithEndpoints Source { get; } = source;

    /// <param name="endpointName">The endpoint, or null for all of them.</param>
    public void Use(string? endpointName)
    {
        if (endpointName is null)
            _all = true;
        else
            _endpoints.Add(endpointName);
    }

    public void Inject(EnvironmentCallbackContext context)
    {
        if (_endpoints.FirstOrDefault(name => !new EndpointReference(Source, name).Exists) is { } missing)
            _ = new EndpointReference(Source, missing).EndpointAnnotation;

        foreach (var endpoint in Source.Annotations.OfType<EndpointAnnotation>().Where(endpoint => _all || _endpoints.Contains(endpoint.Name)))
            for (var replica = 0; replica < endpoint.AllocatedPorts.Count; replica++)
                context.EnvironmentVariables[FreeKey(context, endpoint.UriScheme)] = new EndpointReference(Source, endpoint).UrlOf(replica);
    }

    private string FreeKey(EnvironmentCallbackContext context, string scheme)
    {
        for (var index = 0; ; index++)
        {
            var key = $"services__{serviceName}__{scheme}__{index}";
            if (!context.EnvironmentVariables.ContainsKey(key))
                return key;
        }
    }
}
