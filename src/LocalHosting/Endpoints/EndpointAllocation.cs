namespace Aspire.Hosting.Endpoints;

/// <summary>Gives every endpoint its ports, before anything starts.</summary>
internal static class EndpointAllocation
{
    /// <exception cref="DistributedApplicationException">A fixed port is taken, asked for twice or shared by replicas, or an endpoint needs forwarding.</exception>
    public static void Allocate(IEnumerable<IResource> resources, PortAllocator ports)
    {
        var owners = new Dictionary<int, string>();
        foreach (var resource in resources)
        {
            var replicas = resource.ReplicaCount();
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                endpoint.AllocatedPorts = FixedPort(resource, endpoint) is { } port
                    ? [Claim(port, resource, endpoint, replicas, owners)]
                    : [.. Enumerable.Range(0, replicas).Select(_ => ports.Allocate())];
        }
    }

    private static int? FixedPort(IResource resource, EndpointAnnotation endpoint)
    {
        // A container's target port is the one inside the container; the process that stands in for it listens on the outer one.
        if (resource is ContainerResource)
            return endpoint.Port;

        if (endpoint is { Port: { } port, TargetPort: { } targetPort } && port != targetPort)
            throw new DistributedApplicationException(
                $"Endpoint '{endpoint.Name}' of '{resource.Name}' has port {port} and target port {targetPort}. Nothing forwards from one to the other here: give only one of them.");
        return endpoint.Port ?? endpoint.TargetPort;
    }

    private static int Claim(int port, IResource resource, EndpointAnnotation endpoint, int replicas, Dictionary<int, string> owners)
    {
        var owner = $"endpoint '{endpoint.Name}' of '{resource.Name}'";
        if (replicas > 1)
            throw new DistributedApplicationException(
                $"'{resource.Name}' has {replicas} replicas and its endpoint '{endpoint.Name}' the fixed port {port}; two processes can't share it. Leave the port out.");
        if (!owners.TryAdd(port, owner))
            throw new DistributedApplicationException($"Port {port} is asked for twice: by {owners[port]} and by {owner}. Change one of them.");
        if (!PortAllocator.IsFree(port))
            throw new DistributedApplicationException(
                $"Port {port}, wanted by {owner}, is in use by another program. Stop that program (ss -ltnp shows it) or choose another port.");
        return port;
    }
}
