using System.Security.Claims;
using LeadPlatform.ApiGateway.Limits.Sharing;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>One bucket per caller: a source whatever it authenticates with, else the user or service.</summary>
internal sealed class CallerBuckets(LimitSettings settings, Leases leases, TimeProvider time)
{
    private readonly RateBuckets<string> _buckets = new("caller", caller => caller, settings, limits => limits.Source, leases, time);

    /// <summary>A source's bucket at the rate of its plan, which may have changed.</summary>
    public RateBucket Of(ResolvedKey key) => _buckets.Of(key.SourceId.ToString(), settings.Now.Of(key));

    public RateBucket Of(ClaimsPrincipal caller)
    {
        // The rate of a source comes with its key; it is not known here.
        if (caller.FindFirstValue(CallerClaims.SourceId) is { } source)
            return _buckets.Find(source) ?? _buckets.Of(source, settings.Now.Source);
        return _buckets.Of(caller.FindFirstValue(CallerClaims.Subject) ?? "", settings.Now.Of(caller.FindFirstValue(CallerClaims.Role)));
    }
}
