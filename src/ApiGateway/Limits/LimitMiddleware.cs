using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Telemetry;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>After authentication, before authorisation: the caller's rate, the address's where there is no caller, and the size of the body.</summary>
internal sealed class LimitMiddleware(
    RequestDelegate next,
    CallerBuckets callers,
    FailedCredentials failures,
    GatewayMetrics metrics,
    IOptions<LimitOptions> options,
    TimeProvider time)
{
    private const long MostThrownAway = 4 * 1024 * 1024;

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

        // Said before the body is sent; a body without a length is cut off where it passes the limit.
        return context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ? TooLarge(context) : next(context);
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

    private static Task TooLarge(HttpContext context)
    {
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>()!;
        var most = size.MaxRequestBodySize;
        // The server reads what is under way and throws it away, or the client would find its connection reset instead of the answer.
        if (!size.IsReadOnly && context.Request.ContentLength <= MostThrownAway)
            size.MaxRequestBodySize = MostThrownAway;
        return Problem.Of(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"The body is too large; at most {most} bytes are taken here.").ExecuteAsync(context);
    }
}
