using System.Buffers.Binary;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>
/// A file sealed in pieces, so that it is written as it comes and read from any place: <c>LPF1 | length of the sealed key | the file's key, sealed | frames</c>. A frame
/// is up to 64 KB of content behind its tag; its number is the nonce, and the last one says that it is, so a file that was cut off is found out.
/// </summary>
internal static class SealedFile
{
    public const int FrameSize = 65_536;
    public const int StoredFrameSize = FrameSize + SealedContent.TagSize;
    public const int KeySize = 32;
    public const int PrefixSize = 6;

    public static ReadOnlySpan<byte> Mark => "LPF1"u8;

    public static ReadOnlySpan<byte> Last => [1];

    public static ReadOnlySpan<byte> NotLast => [0];

    /// <param name="nonce">12 bytes.</param>
    public static void NonceOf(long frame, Span<byte> nonce)
    {
        nonce[..4].Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], frame);
    }

    /// <summary>Opens a file to read; one that is not sealed, from before files were, as it is.</summary>
    /// <param name="id">Of what it was sealed for.</param>
    public static Stream Open(string path, PersonalSeal seal, Guid id)
    {
        var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        try
        {
            Span<byte> prefix = stackalloc byte[PrefixSize];
            if (file.ReadAtLeast(prefix, PrefixSize, throwOnEndOfStream: false) == PrefixSize && prefix.StartsWith(Mark))
            {
                var sealedKey = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix[4..])];
                file.ReadExactly(sealedKey);
                return new SealedFileReader(file, seal.Open(id, sealedKey));
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
