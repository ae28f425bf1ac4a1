using System.Net;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>A provider gave no answer. Its message is the code alone: what providers write may quote the prompt.</summary>
/// <param name="code">One of <see cref="FaultCode"/>.</param>
/// <param name="passes">True where the same call may succeed a little later.</param>
/// <param name="counts">True where it tells against the provider as a whole.</param>
/// <param name="retryAfter">What the provider asked for.</param>
internal sealed class ProviderFault(string code, bool passes = false, bool counts = false, TimeSpan? retryAfter = null) : Exception(code)
{
    public string Code { get; } = code;

    public bool Passes { get; } = passes;

    public bool Counts { get; } = counts;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static ProviderFault Of(HttpStatusCode status, TimeSpan? retryAfter) => status switch
    {
        HttpStatusCode.TooManyRequests => new(FaultCode.RateLimited, passes: true, retryAfter: retryAfter),
        HttpStatusCode.RequestTimeout => new(FaultCode.Timeout, passes: true, counts: true, retryAfter),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.PaymentRequired => new(FaultCode.Unauthorised, counts: true),
        >= HttpStatusCode.InternalServerError => new(FaultCode.ServerError, passes: true, counts: true, retryAfter),
        _ => new(FaultCode.Refused),
    };

    /// <summary>The fault within whatever the vendor's library made of it.</summary>
    public static ProviderFault From(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ProviderFault fault)
                return fault;
            if (inner is HttpRequestException or IOException)
                return new ProviderFault(FaultCode.Unreachable, passes: true, counts: true);
        }

        return new ProviderFault(FaultCode.InvalidAnswer, counts: true);
    }
}

internal static class FaultCode
{
    /// <summary>By the provider, or by our own limits of requests and tokens a minute.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The day's budget is used up.</summary>
    public const string Budget = "budget";

    /// <summary>Every place for calls was taken for too long.</summary>
    public const string Busy = "busy";

    /// <summary>Left alone after too many failures.</summary>
    public const string CircuitOpen = "circuit_open";

    public const string Timeout = "timeout";
    public const string Unreachable = "unreachable";
    public const string ServerError = "server_error";

    /// <summary>The key is wrong, or the account is out of credit.</summary>
    public const string Unauthorised = "unauthorised";

    /// <summary>Another 4xx: this call is wrong.</summary>
    public const string Refused = "refused";

    public const string TooLarge = "too_large";

    /// <summary>The text can't be redacted in time, so it does not leave.</summary>
    public const string NotRedacted = "not_redacted";

    /// <summary>Nobody is named for it.</summary>
    public const string NotConfigured = "not_configured";

    /// <summary>Of our own; the log tells more.</summary>
    public const string Defect = "defect";

    /// <summary>Not of the shape asked for, also after the repair.</summary>
    public const string InvalidAnswer = "invalid_answer";
}
