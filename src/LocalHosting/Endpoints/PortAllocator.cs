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

    private readonly List<FileStream> _reservations = [];
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"localhosting-ports-{Environment.UserName}");

    /// <exception cref="DistributedApplicationException">No port of the range is free.</exception>
    public int Allocate()
    {
        Directory.CreateDirectory(_directory);
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
        FileStream reservation;
        try
        {
            // The lock goes with the process, however it ends.
            reservation = new FileStream(Path.Combine(_directory, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return false;
        }

        if (IsFree(port))
        {
            _reservations.Add(reservation);
            return true;
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
