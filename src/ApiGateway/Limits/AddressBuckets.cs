using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LeadPlatform.ApiGateway.Limits.Sharing;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>One bucket per client address; of IPv6 per /64, which one subscriber has to itself.</summary>
/// <param name="limit">Which limit they belong to.</param>
internal sealed class AddressBuckets(string limit, Func<LimitOptions, Rate> rate, LimitSettings settings, Leases leases, TimeProvider time)
{
    private readonly RateBuckets<UInt128> _buckets = new(limit, address => $"{address:x32}", settings, rate, leases, time);

    public RateBucket Of(IPAddress? address) => _buckets.Of(Key(address), rate(settings.Now));

    internal static UInt128 Key(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address is null)
            return 0;
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes[12..], out _);
            bytes[10] = bytes[11] = 0xff;
            return BinaryPrimitives.ReadUInt128BigEndian(bytes);
        }

        address.TryWriteBytes(bytes, out _);
        if (!address.IsIPv4MappedToIPv6)
            bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
