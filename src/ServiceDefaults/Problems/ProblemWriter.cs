using LeadPlatform.Contracts.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LeadPlatform.ServiceDefaults.Problems;

internal static class ProblemWriter
{
    public static ProblemDetails Create(int status, string code, string detail, IReadOnlyList<FieldError>? errors = null)
    {
        var problem = new ProblemDetails { Status = status, Title = Title(status), Detail = detail };
        Complete(problem, code);
        if (errors is { Count: > 0 })
            problem.Extensions["errors"] = errors;
        return problem;
    }

    public static void Complete(ProblemDetails problem, string code)
    {
        problem.Type = $"urn:leadplatform:problem:{code}";
        problem.Extensions["code"] = code;
    }

    /// <summary>The code of a status that nobody gave a code of its own.</summary>
    public static (string Code, string Detail) Default(int status) => status switch
    {
        StatusCodes.Status400BadRequest => (ProblemCode.InvalidRequest, "The request can't be read."),
        StatusCodes.Status401Unauthorized => (ProblemCode.Unauthenticated, "Send a valid credential: a bearer token or an API key in X-Api-Key."),
        StatusCodes.Status403Forbidden => (ProblemCode.Forbidden, "The credential does not allow this."),
        StatusCodes.Status404NotFound => (ProblemCode.NotFound, "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => (ProblemCode.MethodNotAllowed, "This address does not take that method; see Allow."),
        StatusCodes.Status409Conflict => (ProblemCode.Conflict, "The request conflicts with the present state."),
        StatusCodes.Status412PreconditionFailed => (ProblemCode.PreconditionFailed, "It has changed since it was read; read it again."),
        StatusCodes.Status413PayloadTooLarge => (ProblemCode.TooLarge, "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => (ProblemCode.UnsupportedMediaType, "Send Content-Type: application/json."),
        StatusCodes.Status429TooManyRequests => (ProblemCode.RateLimited, "Too many requests; wait as long as Retry-After says."),
        StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout => (ProblemCode.Upstream, "A service behind this one did not answer."),
        StatusCodes.Status503ServiceUnavailable => (ProblemCode.Unavailable, "Not available right now; try again after Retry-After."),
        >= 500 => (ProblemCode.Internal, "Something broke on our side; the request id finds it."),
        _ => (ProblemCode.InvalidRequest, "The request was refused."),
    };

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
