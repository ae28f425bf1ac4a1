using System.Net.Http.Headers;
using System.Security.Claims;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Frontend.Gateway;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace LeadPlatform.Frontend.SignIn;

internal sealed partial class SignInEvents(IHttpClientFactory clients, ILogger<SignInEvents> logger) : OpenIdConnectEvents
{
    /// <summary>A page is sent to sign in; a script or a circuit is told, for it can't follow.</summary>
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }

    /// <summary>What the user may do is asked of the API, with the token just received: an identity token need not tell it.</summary>
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.TokenEndpointResponse?.AccessToken);
        var answer = await clients.CreateClient(GatewayExtensions.ClientName).ReadAsync<Me>(request, context.HttpContext.RequestAborted);
        if (!answer.Has(out var me))
        {
            context.Fail($"The platform did not say who has signed in ({answer.Refusal?.Code}).");
            return;
        }

        var identity = new ClaimsIdentity("console", CallerClaims.Name, CallerClaims.Role);
        identity.AddClaim(new Claim(CallerClaims.Subject, me.Sub));
        identity.AddClaim(new Claim(CallerClaims.Name, me.Name ?? me.Sub));
        identity.AddClaim(new Claim(CallerClaims.Role, me.Role));
        identity.AddClaim(new Claim(CallerClaims.Scope, string.Join(' ', me.Scopes)));
        if (me.AgentId is { } agent)
            identity.AddClaim(new Claim(CallerClaims.AgentId, agent.ToString()));
        context.Principal = new ClaimsPrincipal(identity);
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        Log.Failed(logger, context.Failure?.GetType().Name ?? "none", context.Failure?.Message ?? "");
        context.Response.Redirect("/sign-in-failed");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Body of <c>GET /v1/me</c>.</summary>
    private sealed record Me(string Sub, string? Name, string Role, Guid? AgentId, IReadOnlyList<string> Scopes);

    private static partial class Log
    {
        [LoggerMessage(EventId = 411, Level = LogLevel.Warning, Message = "A sign-in failed with {Failure}: {Reason}")]
        public static partial void Failed(ILogger logger, string failure, string reason);
    }
}
