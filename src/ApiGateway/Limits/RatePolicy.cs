using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// A rate as <c>RateLimit-Policy</c> tells it (draft-ietf-httpapi-ratelimit-headers): a quota in a window. The window is the time in which an empty bucket fills,
/// in whole seconds; the quota is what can be taken in it again and again.
/// </summary>
internal sealed class RatePolicy
{
    /// <param name="limit">Its name.</param>
    public RatePolicy(string limit, Rate rate)
    {
        (Limit, Rate) = (limit, rate);
        var window = Math.Max(1, (long)Math.Ceiling(rate.Burst / rate.RequestsPerSecond));
        var quota = Math.Max(rate.Burst, (long)(rate.RequestsPerSecond * window));
        Header = string.Create(CultureInfo.InvariantCulture, $"\"{limit}\";q={quota};w={window}");
    }

    public string Limit { get; }

    public Rate Rate { get; }

    public StringValues Header { get; }
}
