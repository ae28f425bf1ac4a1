using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Backend.Sources;

internal static class SourceProblems
{
    public static ProblemHttpResult WrongIfMatch() => Problem.InvalidRequest([new FieldError("If-Match", "format", "The ETag as it was answered, or *.")]);

    public static ProblemHttpResult Changed(string what) =>
        Problem.Of(StatusCodes.Status412PreconditionFailed, ProblemCode.PreconditionFailed, $"The {what} has changed since it was read; read it again.");
}
