namespace LeadPlatform.Contracts.Problems;

/// <summary>Stable codes of problem details (RFC 9457): member <c>code</c>. The type URI is <c>urn:leadplatform:problem:{code}</c>.</summary>
public static class ProblemCode
{
    /// <summary>400: the body is not JSON of the shape asked for (not parseable, a wrong type, a member twice).</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>400: the body is not a form (a broken escape, not UTF-8).</summary>
    public const string InvalidForm = "invalid_form";

    /// <summary>400: a query, route or header value can't be read; <c>errors</c> names it.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>422: well-formed, but against the rules; <c>errors</c> names every wrong field.</summary>
    public const string Validation = "validation";

    /// <summary>413.</summary>
    public const string TooLarge = "too_large";

    /// <summary>415.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>401.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>403.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>404.</summary>
    public const string NotFound = "not_found";

    /// <summary>405.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>409.</summary>
    public const string Conflict = "conflict";

    /// <summary>409: the idempotency key was used before with another body.</summary>
    public const string IdempotencyConflict = "idempotency_conflict";

    /// <summary>409: the consumer is under legal hold, so nothing of theirs is erased.</summary>
    public const string LegalHold = "legal_hold";

    /// <summary>412: the ETag in If-Match is not the current one.</summary>
    public const string PreconditionFailed = "precondition_failed";

    /// <summary>429, with Retry-After.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>503, with Retry-After.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>503, with Retry-After: the model that made the vectors of the leads can't be asked about a text right now.</summary>
    public const string EmbeddingUnavailable = "embedding_unavailable";

    /// <summary>502, 504: a service behind the gateway did not answer.</summary>
    public const string Upstream = "upstream";

    /// <summary>500: a defect; the request id finds it in the logs.</summary>
    public const string Internal = "internal";
}

/// <summary>One wrong field.</summary>
/// <param name="Path">JSON path from the root, without <c>$</c>: <c>contact.address.state</c>, <c>consent.channels[1]</c>.</param>
/// <param name="Code">Stable snake_case code of the rule.</param>
/// <param name="Message">The rule in words, with its number.</param>
public sealed record FieldError(string Path, string Code, string Message);
