using LeadPlatform.Backend.Identity.Pages;
using Microsoft.AspNetCore;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>What a browser shows where OpenIddict refuses a request that can't be sent back to a client, because it names none that is known.</summary>
internal static class RefusedRequest
{
    /// <returns>Null where it was not refused.</returns>
    public static IResult? Of(HttpContext context) => context.GetOpenIddictServerResponse() is not { Error.Length: > 0 } response ? null
        : new IdentityPage("This can't go on", Html.Of($"""
            <a class="btn btn-main" href="{PageForms.Start}">Go to the console</a>
            <p class="hint">For who runs the platform: {response.ErrorDescription ?? response.Error}</p>
            """))
        {
            Lead = new Html("The address that led here is not complete, or too old. Begin again from where you came."),
            Status = StatusCodes.Status400BadRequest,
        }.Show(context);
}
