using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Endpoints;

/// <summary>
/// Gives out free ports and holds each until disposed, so that applications starting side by side never pick the same one.
/// </summary>
internal sealed class PortAllocator : IDisposable
{
    // Below the range from which the system takes the ports of outgoing connections: none of those can get in the way between choice and use.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;

    private readonly List<Socket> _reservations = [];

    /// <exception cref="DistributedApplicationException">No port of the range is free.</exception>
    public int Allocate()
    {
        var count = LastPort - FirstPort;
        var start = Random.Shared.Next(count);
        for (var step = 0; step < count; step++)
        {
            var port = FirstPort + ((start + step) % count);
            if (TryReserve(port))
                return port;
        }

        throw new DistributedApplicationException($"No port from {FirstPort} to {LastPort} is free.");
    }

    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    public void Dispose()
    {
        foreach (var reservation in _reservations)
            reservation.Dispose();
        _reservations.Clear();
    }

    private bool TryReserve(int port)
    {
        // A name in the kernel, known to all on the same network and gone with the process, however it ends.
        var reservation = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            reservation.Bind(new UnixDomainSocketEndPoint($"\0localhosting-port-{port}"));
            if (IsFree(port))
            {
                _reservations.Add(reservation);
                return true;
            }
        }
        catch (SocketException)
        {
            // Another application holds it.
        }

        reservation.Dispose();
        return false;
    }

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
