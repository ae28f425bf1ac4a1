using System.Buffers;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Capture;

/// <summary>A request's body in a pooled buffer; dispose to give the buffer back.</summary>
internal sealed class LeadBody : IDisposable
{
    private readonly byte[] _buffer;
    private readonly int _length;

    private LeadBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public static async Task<(LeadBody? Body, ProblemHttpResult? Refusal)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            return (null, TooLarge(maxBytes));
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
            return (new LeadBody(buffer, length), null);
        ArrayPool<byte>.Shared.Return(buffer);
        return (null, TooLarge(maxBytes));
    }

    // Personal data must not wander through the pool into another use.
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);

    private static ProblemHttpResult TooLarge(int maxBytes) =>
        Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"A lead is at most {maxBytes} bytes.");
}
