using System.Data.Common;
using System.Text.Json;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Calls;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.ServiceDefaults.Problems;

/// <summary>Turns what was thrown into problem details; a message of an exception never reaches a client.</summary>
internal sealed partial class UnhandledExceptions(IProblemDetailsService problems, ILogger<UnhandledExceptions> logger) : IExceptionHandler
{
    /// <summary>What throws where a form is read by somebody else's code, such as that of the token endpoint.</summary>
    private const string FormReader = "Microsoft.AspNetCore.WebUtilities";

    /// <summary>SQLSTATEs of PostgreSQL for a NUL in a text, and in JSON.</summary>
    private const string CharacterNotInRepertoire = "22021", UntranslatableCharacter = "22P05";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, code, detail) = Describe(exception);
        if (status >= 500)
            Log.Unhandled(logger, exception, exception.GetType().Name);
        if (status == StatusCodes.Status401Unauthorized)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = ProblemWriter.Create(status, code, detail) });
    }

    private static (int Status, string Code, string Detail) Describe(Exception exception)
    {
        if (exception is BadHttpRequestException bad)
        {
            if (bad.InnerException is JsonException json)
                return (bad.StatusCode, ProblemCode.InvalidJson, $"The body is not the JSON asked for{Place(json)}.");
            var (code, detail) = ProblemWriter.Default(bad.StatusCode);
            return (bad.StatusCode, code, detail);
        }

        if (exception is CredentialRefusedException)
            return (StatusCodes.Status401Unauthorized, ProblemCode.Unauthenticated, "The credential is not valid any more.");
        if (exception is InvalidDataException { Source: FormReader })
            return (StatusCodes.Status400BadRequest, ProblemCode.InvalidForm, "The body is not a form that can be read.");

        // A text that holds what the database can't, such as a NUL: what reads it before the database has no reason to mind.
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { SqlState: CharacterNotInRepertoire or UntranslatableCharacter })
                return (StatusCodes.Status400BadRequest, ProblemCode.InvalidRequest, "A text holds a character that can't be stored.");
        }

        return (StatusCodes.Status500InternalServerError, ProblemCode.Internal, ProblemWriter.Default(500).Detail);
    }

    // The path of a JsonException can hold a member's name as the client sent it: names only, never a value.
    private static string Place(JsonException json) => json.Path is { Length: > 0 and < 200 } path ? $" at {path}" : "";

    private static partial class Log
    {
        [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "Request failed with {ExceptionType}")]
        public static partial void Unhandled(ILogger logger, Exception exception, string exceptionType);
    }
}
