using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.ApiGateway.Telemetry;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>What one address may send at all, before anything is spent on its credentials.</summary>
internal sealed class AddressLimit(RequestDelegate next, LimitSettings settings, Leases leases, GatewayMetrics metrics, TimeProvider time)
{
    private readonly AddressBuckets _addresses = new("address", limits => limits.Address, settings, leases, time);

    public Task InvokeAsync(HttpContext context)
    {
        var bucket = _addresses.Of(context.Connection.RemoteIpAddress);
        return bucket.TakeNow() is { } taken ? GoOnAsync(context, bucket, taken) : WaitAndGoOnAsync(context, bucket);
    }

    private async Task WaitAndGoOnAsync(HttpContext context, RateBucket bucket) => await GoOnAsync(context, bucket, await bucket.TakeAsync(context.RequestAborted));

    private Task GoOnAsync(HttpContext context, RateBucket bucket, Taken taken)
    {
        if (taken.Allowed)
            return next(context);
        metrics.Limited("address");
        LimitHeaders.Set(context.Response.Headers, bucket, taken);
        return TooMany.AnswerAsync(context, taken.Wait);
    }
}
