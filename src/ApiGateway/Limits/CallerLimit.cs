using LeadPlatform.ApiGateway.Telemetry;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>What one caller may send; where there is none, one address. Every answer tells of it, see <see cref="LimitHeaders"/>.</summary>
internal sealed class CallerLimit(GatewayMetrics metrics)
{
    /// <returns>False: it has been answered.</returns>
    public ValueTask<bool> LetsInAsync(HttpContext context, RateBucket bucket)
    {
        if (bucket.TakeNow() is not { } taken)
            return WaitAsync(context, bucket);
        LimitHeaders.Set(context.Response.Headers, bucket, taken);
        return taken.Allowed ? new(true) : RefuseAsync(context, bucket, taken);
    }

    private async ValueTask<bool> WaitAsync(HttpContext context, RateBucket bucket)
    {
        var taken = await bucket.TakeAsync(context.RequestAborted);
        LimitHeaders.Set(context.Response.Headers, bucket, taken);
        return taken.Allowed || await RefuseAsync(context, bucket, taken);
    }

    private async ValueTask<bool> RefuseAsync(HttpContext context, RateBucket bucket, Taken taken)
    {
        metrics.Limited(bucket.Policy.Limit);
        await TooMany.AnswerAsync(context, taken.Wait);
        return false;
    }
}
