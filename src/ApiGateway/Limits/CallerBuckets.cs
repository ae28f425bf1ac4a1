using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>One bucket per caller: a source whatever it authenticates with, else the user or service.</summary>
internal sealed class CallerBuckets(IOptions<LimitOptions> options, TimeProvider time)
{
    private readonly RateBuckets<string> _buckets = new(options.Value.Tracked, options.Value.Source, time);

    /// <summary>A source's bucket at the rate of its plan, which may have changed.</summary>
    public RateBucket Of(string sourceId, Rate plan)
    {
        var bucket = _buckets.Of(sourceId, plan);
        bucket.Change(plan);
        return bucket;
    }

    public RateBucket Of(ClaimsPrincipal caller)
    {
        var id = caller.FindFirstValue(CallerClaims.SourceId) ?? caller.FindFirstValue(CallerClaims.Subject) ?? "";
        return _buckets.Find(id) ?? _buckets.Of(id, options.Value.Of(caller.FindFirstValue(CallerClaims.Role)));
    }
}
