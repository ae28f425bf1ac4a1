using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.ApiGateway.Telemetry;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>What one address may send at all, before anything is spent on its credentials.</summary>
internal sealed class AddressLimit(LimitSettings settings, Leases leases, GatewayMetrics metrics, TimeProvider time)
{
    private readonly AddressBuckets _addresses = new("address", limits => limits.Address, settings, leases, time);

    /// <returns>False: it has been answered.</returns>
    public ValueTask<bool> LetsInAsync(HttpContext context)
    {
        var bucket = _addresses.Of(context.Connection.RemoteIpAddress);
        return bucket.TakeNow() switch
        {
            { Allowed: true } => new(true),
            { } refused => RefuseAsync(context, bucket, refused),
            null => WaitAsync(context, bucket),
        };
    }

    private async ValueTask<bool> WaitAsync(HttpContext context, RateBucket bucket)
    {
        var taken = await bucket.TakeAsync(context.RequestAborted);
        return taken.Allowed || await RefuseAsync(context, bucket, taken);
    }

    private async ValueTask<bool> RefuseAsync(HttpContext context, RateBucket bucket, Taken taken)
    {
        metrics.Limited("address");
        LimitHeaders.Set(context.Response.Headers, bucket, taken);
        await TooMany.AnswerAsync(context, taken.Wait);
        return false;
    }
}

internal sealed class AddressLimitMiddleware(RequestDelegate next, AddressLimit limit)
{
    public Task InvokeAsync(HttpContext context)
    {
        var letsIn = limit.LetsInAsync(context);
        return letsIn.IsCompletedSuccessfully ? (letsIn.Result ? next(context) : Task.CompletedTask) : GoOnAsync(context, letsIn);
    }

    private async Task GoOnAsync(HttpContext context, ValueTask<bool> letsIn)
    {
        if (await letsIn)
            await next(context);
    }
}
