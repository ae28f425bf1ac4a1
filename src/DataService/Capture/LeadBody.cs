using System.Buffers;

namespace LeadPlatform.DataService.Capture;

/// <summary>A request's body in a pooled buffer; dispose to give the buffer back.</summary>
internal sealed class LeadBody : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private LeadBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads the whole body; null where it is longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<LeadBody?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            return null;
        // One byte more than allowed, so that a body of unknown length shows that it is too long.
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? maxBytes) + 1);
        var length = 0;
        try
        {
            while (length < buffer.Length)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                    break;
                length += read;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        if (length <= maxBytes)
            return new LeadBody(buffer, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    // Personal data must not wander through the pool into another use.
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
}
