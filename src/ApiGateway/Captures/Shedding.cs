using System.Text;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>
/// Refuses captures while the queue is full, before anything is spent on them: no credential is looked at, no body read. What a refusal costs is taken from those
/// that are let in, and past the capacity there are more refusals than captures.
/// </summary>
internal sealed class Shedding(RequestDelegate next, CaptureQueue queue, GatewayMetrics metrics)
{
    public const string Detail = "More leads arrive than can be stored right now; send it again after Retry-After seconds.";

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        $$"""{"type":"urn:leadplatform:problem:{{ProblemCode.Unavailable}}","title":"Service Unavailable","status":503,"detail":"{{Detail}}","code":"{{ProblemCode.Unavailable}}","requestId":""" + '"');

    private static readonly byte[] Tail = "\"}"u8.ToArray();

    public Task InvokeAsync(HttpContext context) =>
        queue.IsFull && context.GetEndpoint()?.Metadata.GetMetadata<HandedOn>() is not null ? RefuseAsync(context) : next(context);

    private Task RefuseAsync(HttpContext context)
    {
        metrics.Shed("captures");
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "1";
        response.ContentType = "application/problem+json";
        // A request id is letters, digits and -_.: alone, so it stands in JSON as it is.
        var id = context.TraceIdentifier;
        var length = Head.Length + id.Length + Tail.Length;
        response.ContentLength = length;
        var body = response.BodyWriter.GetSpan(length);
        Head.CopyTo(body);
        Encoding.ASCII.GetBytes(id, body[Head.Length..]);
        Tail.CopyTo(body[(Head.Length + id.Length)..]);
        response.BodyWriter.Advance(length);
        return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }
}
