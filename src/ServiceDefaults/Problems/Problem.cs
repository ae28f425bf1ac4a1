using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.ServiceDefaults.Problems;

/// <summary>Problem details of the platform: an expected failure is one of these values, never an exception.</summary>
public static class Problem
{
    /// <summary>Makes a problem of any status.</summary>
    /// <param name="code">One of <see cref="ProblemCode"/> or a feature's own stable snake_case code.</param>
    /// <param name="detail">What went wrong and what to do, for people; no personal data, no internals.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyList<FieldError>? errors = null) =>
        TypedResults.Problem(ProblemWriter.Create(status, code, detail, errors));

    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, ProblemCode.NotFound, $"There is no such {what}, or it is not yours.");

    public static ProblemHttpResult Validation(IReadOnlyList<FieldError> errors) =>
        Of(StatusCodes.Status422UnprocessableEntity, ProblemCode.Validation, errors.Count == 1 ? "One field is wrong." : $"{errors.Count} fields are wrong.", errors);

    public static ProblemHttpResult InvalidRequest(params IReadOnlyList<FieldError> errors) =>
        Of(StatusCodes.Status400BadRequest, ProblemCode.InvalidRequest, "The request can't be read; see errors.", errors);

    public static ProblemHttpResult InvalidJson(string detail) => Of(StatusCodes.Status400BadRequest, ProblemCode.InvalidJson, detail);

    public static ProblemHttpResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, detail);
}
