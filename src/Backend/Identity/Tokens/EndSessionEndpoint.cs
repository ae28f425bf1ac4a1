using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Server.AspNetCore;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary><c>/connect/logout</c>: ends the browser's session here; OpenIddict sends the browser on to the client's registered address.</summary>
internal static class EndSessionEndpoint
{
    public static async Task<IResult> HandleAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
