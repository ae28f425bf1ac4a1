using System.Buffers.Binary;

namespace NATS.NKeys;

/// <summary>CRC-16/XMODEM, stored with its low byte first.</summary>
internal static class Crc16
{
    private const ushort Polynomial = 0x1021;

    public const int Length = 2;

    public static ushort Compute(ReadOnlySpan<byte> data)
    {
        ushort crc = 0;
        foreach (var value in data)
        {
            crc ^= (ushort)(value << 8);
            for (var bit = 0; bit < 8; bit++)
                crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1);
        }

        return crc;
    }

    public static void Write(ReadOnlySpan<byte> data, Span<byte> checksum) => BinaryPrimitives.WriteUInt16LittleEndian(checksum, Compute(data));

    public static bool Matches(ReadOnlySpan<byte> data, ReadOnlySpan<byte> checksum) => BinaryPrimitives.ReadUInt16LittleEndian(checksum) == Compute(data);
}
