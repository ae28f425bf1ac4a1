using LeadPlatform.ApiGateway.Limits;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>Tells a wrong token, which counts against its address, from one that can't be judged because the issuer's keys are not there.</summary>
internal sealed class BearerEvents(IssuerKeys keys, FailedCredentials failures) : JwtBearerEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (!keys.AreRead && context.Request.Headers.Authorization.Count > 0)
        {
            context.HttpContext.Features.Set(CredentialState.Unavailable);
            context.Fail("Tokens can't be validated now.");
        }

        return Task.CompletedTask;
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        failures.Count(context.HttpContext);
        context.Fail(context.Exception);
        return Task.CompletedTask;
    }
}
