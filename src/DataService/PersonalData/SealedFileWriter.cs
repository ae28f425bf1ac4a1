using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>Seals a file as it is written. Without <see cref="CompleteAsync"/> it is one that was cut off.</summary>
internal sealed class SealedFileWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _content = new byte[SealedFile.FrameSize];
    private readonly byte[] _stored = new byte[SealedFile.StoredFrameSize];
    private int _length;
    private long _frame;

    private SealedFileWriter(FileStream file, AesGcm cipher) => (_file, _cipher) = (file, cipher);

    /// <summary>Bytes of content written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Begins the file.</summary>
    public static async Task<SealedFileWriter> BeginAsync(FileStream file, PersonalSeal seal, Guid id, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(SealedFile.KeySize);
        var sealedKey = seal.Seal(id, key);
        var start = new byte[SealedFile.PrefixSize + sealedKey.Length];
        SealedFile.Mark.CopyTo(start);
        BinaryPrimitives.WriteUInt16BigEndian(start.AsSpan(4), (ushort)sealedKey.Length);
        sealedKey.CopyTo(start.AsSpan(SealedFile.PrefixSize));
        await file.WriteAsync(start, cancellationToken);
        var cipher = new AesGcm(key, SealedContent.TagSize);
        CryptographicOperations.ZeroMemory(key);
        return new SealedFileWriter(file, cipher);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Length += content.Length;
        while (content.Length > 0)
        {
            // A full frame waits until more comes: it may be the last.
            if (_length == _content.Length)
                await FlushAsync(last: false, cancellationToken);
            var taken = Math.Min(content.Length, _content.Length - _length);
            content[..taken].CopyTo(_content.AsMemory(_length));
            _length += taken;
            content = content[taken..];
        }
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken) => FlushAsync(last: true, cancellationToken);

    public void Dispose()
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_content);
    }

    private async ValueTask FlushAsync(bool last, CancellationToken cancellationToken)
    {
        Seal(last);
        await _file.WriteAsync(_stored.AsMemory(0, SealedContent.TagSize + _length), cancellationToken);
        (_length, _frame) = (0, _frame + 1);
    }

    private void Seal(bool last)
    {
        Span<byte> nonce = stackalloc byte[SealedContent.NonceSize];
        SealedFile.NonceOf(_frame, nonce);
        _cipher.Encrypt(
            nonce, _content.AsSpan(0, _length), _stored.AsSpan(SealedContent.TagSize, _length), _stored.AsSpan(0, SealedContent.TagSize), last ? SealedFile.Last : SealedFile.NotLast);
    }
}
