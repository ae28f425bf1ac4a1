using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Idempotency;

namespace LeadPlatform.DataService.Capture;

/// <summary>Why a lead was not let in, as a problem of the API.</summary>
internal sealed record CaptureRefusal(int Status, string Code, string Detail, IReadOnlyList<FieldError>? Errors = null)
{
    public static CaptureRefusal InvalidKey { get; } = new(
        StatusCodes.Status400BadRequest,
        ProblemCode.InvalidRequest,
        "The request can't be read; see errors.",
        [new FieldError(IdempotencyKey.Header, "format", $"Must be 1 to {IdempotencyKey.MaxLength} printable ASCII characters without spaces.")]);

    public static CaptureRefusal Unavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The lead could not be stored right now; send it again after Retry-After seconds.");

    public static CaptureRefusal KeyConflict { get; } = new(
        StatusCodes.Status409Conflict, ProblemCode.IdempotencyConflict, "This Idempotency-Key was used before with another body; use a new key for another lead.");

    public static CaptureRefusal NoMapping { get; } = new(
        StatusCodes.Status409Conflict, "no_mapping", "This source has no mapping; have one made, or post leads in the platform's own shape to /v1/leads.");

    public static CaptureRefusal Internal { get; } = new(StatusCodes.Status500InternalServerError, ProblemCode.Internal, "Something broke on our side; the request id finds it.");

    public static CaptureRefusal Validation(IReadOnlyList<FieldError> errors) =>
        new(StatusCodes.Status422UnprocessableEntity, ProblemCode.Validation, errors.Count == 1 ? "One field is wrong." : $"{errors.Count} fields are wrong.", errors);

    public static CaptureRefusal Unreadable(CaptureContent content, string detail) =>
        new(StatusCodes.Status400BadRequest, content == CaptureContent.Form ? ProblemCode.InvalidForm : ProblemCode.InvalidJson, detail);

    public static CaptureRefusal TooLarge(int maxBytes) => new(StatusCodes.Status413PayloadTooLarge, ProblemCode.TooLarge, $"A lead is at most {maxBytes} bytes.");

    /// <summary>What a result refuses; null where the lead was stored.</summary>
    public static CaptureRefusal? Of(CaptureResult result) => result.Outcome switch
    {
        CaptureOutcome.Conflict => KeyConflict,
        CaptureOutcome.TryAgain => Unavailable,
        CaptureOutcome.Failed => Internal,
        _ => null,
    };
}
