using System.Diagnostics.CodeAnalysis;
using System.Net;
using LeadPlatform.Contracts.Problems;

namespace LeadPlatform.Frontend.Gateway;

/// <summary>What the API answered: a value, or why there is none.</summary>
internal sealed record Answer<T>(T? Value, Refusal? Refusal, string? ETag = null)
{
    public static implicit operator Answer<T>(Refusal refusal) => new(default, refusal);

    public bool Has([NotNullWhen(true)] out T? value)
    {
        value = Value;
        return Refusal is null && value is not null;
    }
}

/// <summary>Why the API did not do what was asked.</summary>
/// <param name="Status">HTTP status; null when there was no answer at all.</param>
/// <param name="Code">Stable code, one of <see cref="ProblemCode"/> or a feature's own.</param>
/// <param name="Detail">The same for people.</param>
public sealed record Refusal(HttpStatusCode? Status, string Code, string Detail, IReadOnlyList<FieldError> Errors, TimeSpan? RetryAfter)
{
    public static Refusal Unreachable { get; } = new(null, ProblemCode.Unavailable, "The platform does not answer right now.", [], null);

    /// <summary>The sign-in has ended and could not be renewed.</summary>
    public static Refusal SignedOut { get; } = new(HttpStatusCode.Unauthorized, ProblemCode.Unauthenticated, "Your sign-in has ended.", [], null);

    public RefusalKind Kind => Status switch
    {
        null or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
            => RefusalKind.TryLater,
        HttpStatusCode.Unauthorized => RefusalKind.SignedOut,
        HttpStatusCode.Forbidden => RefusalKind.NotAllowed,
        HttpStatusCode.NotFound => RefusalKind.Missing,
        HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict => RefusalKind.Changed,
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => RefusalKind.Wrong,
        _ => RefusalKind.Broken,
    };
}

/// <summary>What the one who asked can do about it.</summary>
public enum RefusalKind
{
    /// <summary>Nothing is wrong with the request: send it again later.</summary>
    TryLater,

    /// <summary>Sign in again.</summary>
    SignedOut,

    /// <summary>Ask somebody with another role.</summary>
    NotAllowed,

    /// <summary>Go elsewhere.</summary>
    Missing,

    /// <summary>Look at what it is now, then decide.</summary>
    Changed,

    /// <summary>Correct the fields named.</summary>
    Wrong,

    /// <summary>Report it.</summary>
    Broken,
}
