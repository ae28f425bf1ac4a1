using System.Globalization;

namespace LeadPlatform.ApiGateway.Limits;

internal static class RetryAfter
{
    /// <summary>Whole seconds, rounded up, 1 at least: a client that waits so long is let in.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
