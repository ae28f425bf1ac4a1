using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace LeadPlatform.ApiGateway.Upstreams;

/// <summary>
/// The instances behind one name, each as a destination of its own: what one instance keeps in its memory, as the console keeps its sessions, is asked of that one again.
/// For destinations with the metadata <c>EachAddress: true</c>.
/// </summary>
internal sealed class InstanceAddresses(TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    public static bool AreAskedFor(DestinationConfig destination) =>
        destination.Metadata is { } metadata && metadata.TryGetValue("EachAddress", out var asked) && bool.TryParse(asked, out var each) && each;

    /// <returns>The address itself where its host is no name of others, or where nobody answers to the name yet.</returns>
    public async Task<IReadOnlyList<Uri>> OfAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.HostNameType != UriHostNameType.Dns || address.IsLoopback)
            return [address];
        try
        {
            var found = await Dns.GetHostAddressesAsync(address.Host, cancellationToken);
            return found.Length == 0 ? [address] : [.. found.Select(instance => new UriBuilder(address) { Host = instance.ToString() }.Uri)];
        }
        catch (SocketException)
        {
            return [address];
        }
    }

    public IChangeToken LookAgain() => new CancellationChangeToken(new CancellationTokenSource(LookAgainAfter, time).Token);
}
