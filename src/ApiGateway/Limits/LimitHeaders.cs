using System.Globalization;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// <c>RateLimit-Policy</c> and <c>RateLimit</c> of draft-ietf-httpapi-ratelimit-headers: <c>"caller";q=400;w=2</c> and <c>"caller";r=398;t=1</c>. <c>r</c> is what this
/// gateway knows of; <c>t</c> the seconds until all of the quota is there again, or, where nothing is left, until a request passes.
/// </summary>
internal static class LimitHeaders
{
    private const string Policy = "RateLimit-Policy";
    private const string Left = "RateLimit";

    public static void Set(IHeaderDictionary headers, RateBucket bucket, Taken taken)
    {
        var (tokens, untilFull) = taken.Allowed ? bucket.State() : (0, taken.Wait);
        var policy = bucket.Policy;
        headers[Policy] = policy.Header;
        headers[Left] = string.Create(CultureInfo.InvariantCulture, $"\"{policy.Limit}\";r={tokens};t={(long)Math.Ceiling(untilFull.TotalSeconds)}");
    }
}
