using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary><c>POST /v1/leads</c> without <c>Prefer: wait</c>: the body is taken in here and handed on with whatever else waits.</summary>
internal sealed class CaptureLead(CaptureQueue queue, IOptions<CaptureOptions> options)
{
    private const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Longest Idempotency-Key that is handed on; DataService says what is wrong with one that is longer than its own limit.</summary>
    private const int MaxKeyLength = 255;

    public static Task HandleAsync(HttpContext context, CaptureLead capture) => capture.CaptureAsync(context);

    private async Task CaptureAsync(HttpContext context)
    {
        if (context.User.Caller() is not { SourceId: { } sourceId, PublisherId: { } publisherId })
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "Only a source can post leads: use its API key or its client's token.");
            return;
        }

        var key = context.Request.Headers[IdempotencyKey].ToString();
        if (key.Length > MaxKeyLength || !System.Text.Ascii.IsValid(key))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, ProblemCode.InvalidRequest, $"{IdempotencyKey} must be 1 to {MaxKeyLength} printable ASCII characters without spaces.");
            return;
        }

        var (body, length) = await ReadAsync(context);
        if (body is null)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"A lead is at most {options.Value.MaxBodyBytes} bytes.");
            return;
        }

        var content = CaptureContents.Of(context.Request.ContentType) ?? CaptureContent.Json;
        var capture = new WaitingCapture(sourceId, publisherId, key, Activity.Current?.Id ?? "", content, body, length);
        if (queue.TryAdd(capture))
        {
            // Not given up with the request: the lead may be in a call already.
            await AnswerAsync(context, await capture.Task);
            return;
        }

        capture.ReleaseBody();
        context.Response.Headers.RetryAfter = "1";
        await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, Shedding.Detail);
    }

    private async ValueTask<(byte[]? Body, int Length)> ReadAsync(HttpContext context)
    {
        var max = options.Value.MaxBodyBytes;
        if (context.Request.ContentLength > max)
            return (null, 0);
        // One byte more than allowed, so that a body of unknown length shows that it is too long.
        var buffer = ArrayPool<byte>.Shared.Rent((int)(context.Request.ContentLength ?? max) + 1);
        var length = 0;
        try
        {
            int read;
            while (length < buffer.Length && (read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0)
                length += read;
        }
        catch
        {
            Return(buffer, length);
            throw;
        }

        if (length <= max)
            return (buffer, length);
        Return(buffer, length);
        return (null, 0);
    }

    private static void Return(byte[] buffer, int length)
    {
        buffer.AsSpan(0, length).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static Task AnswerAsync(HttpContext context, in CaptureAnswer answer)
    {
        if (answer.Flags.HasFlag(CaptureAnswerFlags.RetryAfter))
            context.Response.Headers.RetryAfter = "1";
        if (answer.Status != StatusCodes.Status201Created)
        {
            var refusal = JsonSerializer.Deserialize(answer.Body.Span, EventJson.Default.RefusalBody)!;
            return Problem.Of(answer.Status, refusal.Code, refusal.Detail, refusal.Errors).ExecuteAsync(context);
        }

        var response = context.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        response.Headers.Location = $"/v1/leads/{answer.LeadId}";
        if (answer.Flags.HasFlag(CaptureAnswerFlags.Replayed))
            response.Headers["Idempotent-Replayed"] = "true";
        return response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string detail) => Problem.Of(status, code, detail).ExecuteAsync(context);
}
