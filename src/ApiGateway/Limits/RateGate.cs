using LeadPlatform.ApiGateway.Telemetry;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>Takes a token of a bucket for a request, or answers it 429.</summary>
internal sealed class RateGate(GatewayMetrics metrics)
{
    /// <param name="tells">Whether answers to those who are let in tell of this limit too, see <see cref="LimitHeaders"/>.</param>
    /// <returns>False: it has been answered.</returns>
    public async ValueTask<bool> LetsInAsync(HttpContext context, RateBucket bucket, bool tells = true)
    {
        var taken = bucket.TakeNow() ?? await bucket.TakeAsync(context.RequestAborted);
        if (tells || !taken.Allowed)
            LimitHeaders.Set(context.Response.Headers, bucket, taken);
        if (taken.Allowed)
            return true;

        metrics.Limited(bucket.Policy.Limit);
        await TooMany.AnswerAsync(context, taken.Wait);
        return false;
    }
}
