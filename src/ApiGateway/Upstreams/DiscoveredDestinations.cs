using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>Replaces a destination's service name (<c>http://dataservice</c>) by the endpoints it has now, and again whenever they change.</summary>
internal sealed class DiscoveredDestinations(ServiceEndpointResolver resolver, InstanceAddresses instances) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations,
        CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var address = new Uri(destination.Address);
            var endpoints = await resolver.GetEndpointsAsync(address.GetLeftPart(UriPartial.Authority), cancellationToken);
            changes.Add(endpoints.ChangeToken);
            foreach (var endpoint in endpoints.Endpoints)
            {
                var place = endpoint.ToString()!;
                var start = place.Contains("://", StringComparison.Ordinal) ? place : $"{address.Scheme}://{place}";
                var found = new Uri(new Uri(start), address.PathAndQuery);
                if (!InstanceAddresses.AreAskedFor(destination))
                {
                    resolved[$"{name}[{place}]"] = destination with { Address = found.AbsoluteUri };
                    continue;
                }

                changes.Add(instances.LookAgain());
                foreach (var instance in await instances.OfAsync(found, cancellationToken))
                    resolved[$"{name}[{instance.Authority}]"] = destination with { Address = instance.AbsoluteUri };
            }
        }

        return new ResolvedDestinationCollection(resolved, new CompositeChangeToken(changes));
    }
}
