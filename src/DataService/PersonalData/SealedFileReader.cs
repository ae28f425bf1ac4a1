using System.Security.Cryptography;

namespace LeadPlatform.DataService.PersonalData;

/// <summary>The content of a <see cref="SealedFile"/>, from any place on.</summary>
internal sealed class SealedFileReader : Stream
{
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly long _start;
    private readonly long _frames;
    private readonly byte[] _stored = new byte[SealedFile.StoredFrameSize];
    private readonly byte[] _content = new byte[SealedFile.FrameSize];
    private long _frame = -1;
    private int _length;

    /// <param name="file">Stands where the frames begin.</param>
    public SealedFileReader(FileStream file, byte[] key)
    {
        (_file, _start) = (file, file.Position);
        _cipher = new AesGcm(key, SealedContent.TagSize);
        CryptographicOperations.ZeroMemory(key);
        var stored = file.Length - _start;
        _frames = (stored + SealedFile.StoredFrameSize - 1) / SealedFile.StoredFrameSize;
        Length = Math.Max(0, stored - (_frames * SealedContent.TagSize));
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    /// <exception cref="InvalidDataException">The file was changed or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length && _frames > 0)
            return 0;
        var frame = Position / SealedFile.FrameSize;
        if (frame != _frame)
            Load(frame);
        var at = (int)(Position - (frame * SealedFile.FrameSize));
        var taken = Math.Min(buffer.Length, _length - at);
        _content.AsSpan(at, taken).CopyTo(buffer);
        Position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _file.Dispose();
            CryptographicOperations.ZeroMemory(_content);
        }

        base.Dispose(disposing);
    }

    private void Load(long frame)
    {
        _file.Position = _start + (frame * SealedFile.StoredFrameSize);
        var read = _file.ReadAtLeast(_stored, _stored.Length, throwOnEndOfStream: false);
        if (read < SealedContent.TagSize)
            throw new InvalidDataException("The file was cut off.");
        Span<byte> nonce = stackalloc byte[SealedContent.NonceSize];
        SealedFile.NonceOf(frame, nonce);
        _length = read - SealedContent.TagSize;
        try
        {
            _cipher.Decrypt(
                nonce, _stored.AsSpan(SealedContent.TagSize, _length), _stored.AsSpan(0, SealedContent.TagSize), _content.AsSpan(0, _length),
                frame == _frames - 1 ? SealedFile.Last : SealedFile.NotLast);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new InvalidDataException("The file was changed or cut off.", exception);
        }

        _frame = frame;
    }
}
