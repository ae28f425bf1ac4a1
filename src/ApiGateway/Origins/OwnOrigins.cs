using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>A key that was read from one publisher's page is of no use on another's: with an origin, a source is let in from its own ones only.</summary>
internal sealed class OwnOrigins(RequestDelegate next, KnownOrigins known)
{
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (origin.Count == 0 || context.User.FindFirstValue(CallerClaims.SourceId) is not { } source)
            return next(context);
        if (Guid.TryParse(source, out var id) && known.Now.Contains(id, origin.ToString()))
            return next(context);
        return Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "This source's credential is not taken from pages of that origin.").ExecuteAsync(context);
    }
}
