using System.Globalization;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;

namespace LeadPlatform.ApiGateway.Limits;

internal static class TooMany
{
    public static Task AnswerAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Seconds(wait);
        return Problem.Of(StatusCodes.Status429TooManyRequests, ProblemCode.RateLimited, "Too many requests; wait as long as Retry-After says.").ExecuteAsync(context);
    }

    /// <summary>Whole seconds, rounded up, 1 at least: a client that waits so long is let in.</summary>
    private static string Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
