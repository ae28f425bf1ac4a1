using LeadPlatform.ApiGateway.Telemetry;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>Takes a token of a bucket for a request, or answers it 429.</summary>
internal sealed class RateGate(GatewayMetrics metrics)
{
    /// <param name="tells">Whether answers to those who are let in tell of this limit too, see <see cref="LimitHeaders"/>.</param>
    /// <returns>False: it has been answered.</returns>
    public ValueTask<bool> LetsInAsync(HttpContext context, RateBucket bucket, bool tells = true) =>
        bucket.TakeNow() is { } taken ? Decide(context, bucket, taken, tells) : WaitAsync(context, bucket, tells);

    private async ValueTask<bool> WaitAsync(HttpContext context, RateBucket bucket, bool tells) =>
        await Decide(context, bucket, await bucket.TakeAsync(context.RequestAborted), tells);

    private ValueTask<bool> Decide(HttpContext context, RateBucket bucket, Taken taken, bool tells)
    {
        if (tells || !taken.Allowed)
            LimitHeaders.Set(context.Response.Headers, bucket, taken);
        return taken.Allowed ? new(true) : RefuseAsync(context, bucket, taken);
    }

    private async ValueTask<bool> RefuseAsync(HttpContext context, RateBucket bucket, Taken taken)
    {
        metrics.Limited(bucket.Policy.Limit);
        await TooMany.AnswerAsync(context, taken.Wait);
        return false;
    }
}
