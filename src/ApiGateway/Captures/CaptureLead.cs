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

    public static Task HandleAsync(HttpContext context, CaptureLead capture) =>
        context.User.Caller() is { SourceId: { } sourceId, PublisherId: { } publisherId }
            ? capture.CaptureAsync(context, sourceId, publisherId)
            : RefuseAsync(context, StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "Only a source can post leads: use its API key or its client's token.");

    /// <summary>For a caller who may.</summary>
    public async Task CaptureAsync(HttpContext context, Guid sourceId, Guid publisherId)
    {
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
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var content = read.Buffer;
            if (content.Length > max)
            {
                reader.AdvanceTo(content.End);
                return (null, 0);
            }

            if (read.IsCompleted)
            {
                var length = (int)content.Length;
                var body = ArrayPool<byte>.Shared.Rent(length);
                content.CopyTo(body);
                reader.AdvanceTo(content.End);
                return (body, length);
            }

            reader.AdvanceTo(content.Start, content.End);
        }
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
        return response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string detail) => Problem.Of(status, code, detail).ExecuteAsync(context);
}
