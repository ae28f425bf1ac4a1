using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Primitives;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>Answers who may not pass, in one place for both kinds of credential.</summary>
internal sealed class CredentialAnswers : IAuthorizationMiddlewareResultHandler
{
    private static readonly StringValues Challenges = new(["Bearer realm=\"leadplatform\"", "ApiKey realm=\"leadplatform\", header=\"X-Api-Key\""]);
    private static readonly StringValues InvalidChallenges = new(["Bearer realm=\"leadplatform\", error=\"invalid_token\"", "ApiKey realm=\"leadplatform\", header=\"X-Api-Key\""]);

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            return next(context);
        if (authorizeResult.Forbidden)
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "The credential does not allow this.").ExecuteAsync(context);

        var state = context.Features.Get<CredentialState>();
        if (state == CredentialState.Unavailable)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "Credentials can't be checked right now; try again after Retry-After.").ExecuteAsync(context);
        }

        context.Response.Headers.WWWAuthenticate = state is null ? Challenges : InvalidChallenges;
        return Problem.Of(
            StatusCodes.Status401Unauthorized,
            ProblemCode.Unauthenticated,
            state is null ? "Send a credential: a bearer token, or an API key in X-Api-Key." : "The credential is not valid; send one bearer token, or one API key in X-Api-Key.").ExecuteAsync(context);
    }
}
