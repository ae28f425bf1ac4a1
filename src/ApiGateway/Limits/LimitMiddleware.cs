using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Limits.Sharing;
using Microsoft.AspNetCore.Authorization;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>After authentication, before authorisation: the caller's rate, or the address's where there is no caller.</summary>
internal sealed class LimitMiddleware(
    RequestDelegate next, RateGate gate, CallerBuckets callers, FailedCredentials failures, LimitSettings settings, Leases leases, TimeProvider time)
{
    private readonly AddressBuckets _anonymous = new("anonymous", limits => limits.Anonymous, settings, leases, time);

    public async Task InvokeAsync(HttpContext context)
    {
        if (await gate.LetsInAsync(context, BucketOf(context)))
            await GoOnAsync(context);
    }

    private Task GoOnAsync(HttpContext context)
    {
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
