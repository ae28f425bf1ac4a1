using LeadPlatform.ApiGateway.Keys;
using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.ApiGateway.Telemetry;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// Counts wrong credentials by address. Past the limit they are answered 429, and an API key that the gateway has not seen is no longer looked up;
/// callers it knows, and tokens that are right, pass from the same address as before.
/// </summary>
internal sealed class FailedCredentials(LimitSettings settings, Leases leases, GatewayMetrics metrics, TimeProvider time)
{
    private readonly AddressBuckets _buckets = new("failed_credential", limits => limits.FailedCredentials, settings, leases, time);

    public bool IsExhausted(HttpContext context) => Wait(context) > TimeSpan.Zero;

    public TimeSpan Wait(HttpContext context) => Of(context).Wait();

    public RateBucket Of(HttpContext context) => _buckets.Of(context.Connection.RemoteIpAddress);

    /// <summary>A credential was wrong.</summary>
    public void Count(HttpContext context)
    {
        if (Of(context).TryTake(out _))
            context.Features.Set(CredentialState.Refused);
        else
            Throttle(context);
    }

    /// <summary>A credential was not even looked at.</summary>
    public void Throttle(HttpContext context)
    {
        metrics.Limited("failed_credential");
        context.Features.Set(CredentialState.Throttled);
    }
}
