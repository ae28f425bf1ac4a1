using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>After authentication, before authorisation: the caller's rate, or the address's where there is no caller.</summary>
internal sealed class LimitMiddleware(
    RequestDelegate next,
    CallerBuckets callers,
    FailedCredentials failures,
    GatewayMetrics metrics,
    IOptions<LimitOptions> options,
    TimeProvider time)
{
    private readonly AddressBuckets _anonymous = new(options.Value.Anonymous, options.Value.Tracked, time);

    public Task InvokeAsync(HttpContext context)
    {
        var (bucket, reason) = BucketOf(context);
        if (!bucket.TryTake(time.GetTimestamp(), out var wait))
        {
            metrics.Limited(reason);
            return TooMany(context, wait);
        }

        if (context.Features.Get<CredentialState>() == CredentialState.Throttled && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            return TooMany(context, failures.Wait(context));

        return next(context);
    }

    private (RateBucket Bucket, string Reason) BucketOf(HttpContext context)
    {
        if (context.Features.Get<KnownKey>() is { } key)
            return (key.Bucket, "caller");
        return context.User.Identity is { IsAuthenticated: true } ? (callers.Of(context.User), "caller") : (_anonymous.Of(context.Connection.RemoteIpAddress), "anonymous");
    }

    private static Task TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = RetryAfter.Seconds(wait);
        return Problem.Of(StatusCodes.Status429TooManyRequests, ProblemCode.RateLimited, "Too many requests; wait as long as Retry-After says.").ExecuteAsync(context);
    }
}
