using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.ApiGateway.Telemetry;
using Microsoft.AspNetCore.Authorization;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>After authentication, before authorisation: the caller's rate, or the address's where there is no caller.</summary>
internal sealed class LimitMiddleware(
    RequestDelegate next, CallerBuckets callers, FailedCredentials failures, LimitSettings settings, Leases leases, GatewayMetrics metrics, TimeProvider time)
{
    private readonly AddressBuckets _anonymous = new("anonymous", limits => limits.Anonymous, settings, leases, time);

    public Task InvokeAsync(HttpContext context)
    {
        var bucket = BucketOf(context);
        return bucket.TakeNow() is { } taken ? GoOnAsync(context, bucket, taken) : WaitAndGoOnAsync(context, bucket);
    }

    private async Task WaitAndGoOnAsync(HttpContext context, RateBucket bucket) => await GoOnAsync(context, bucket, await bucket.TakeAsync(context.RequestAborted));

    private Task GoOnAsync(HttpContext context, RateBucket bucket, Taken taken)
    {
        LimitHeaders.Set(context.Response.Headers, bucket, taken);
        if (!taken.Allowed)
        {
            metrics.Limited(bucket.Policy.Limit);
            return TooMany.AnswerAsync(context, taken.Wait);
        }

        if (context.Features.Get<CredentialState>() != CredentialState.Throttled || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);

        var failed = failures.Of(context);
        LimitHeaders.Set(context.Response.Headers, failed, new Taken(false, failed.Wait()));
        return TooMany.AnswerAsync(context, failed.Wait());
    }

    private RateBucket BucketOf(HttpContext context)
    {
        if (context.Features.Get<KnownKey>() is { } key)
            return key.Bucket;
        return context.User.Identity is { IsAuthenticated: true } ? callers.Of(context.User) : _anonymous.Of(context.Connection.RemoteIpAddress);
    }
}
