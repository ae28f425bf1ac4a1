using System.ComponentModel;
using LeadPlatform.Backend.Documentation;

namespace LeadPlatform.Backend.Identity.Tokens;

/// <summary>The form of <c>POST /connect/token</c>, for the documentation: OpenIddict reads it.</summary>
internal sealed record TokenForm(
    [property: Description("client_credentials, authorization_code, urn:ietf:params:oauth:grant-type:device_code or refresh_token")] string grant_type,
    [property: Description("Or by HTTP Basic authentication")] string? client_id = null,
    string? client_secret = null,
    [property: Description("Space-separated; all that the client may where it is left out")] string? scope = null,
    string? code = null,
    string? code_verifier = null,
    string? redirect_uri = null,
    string? device_code = null,
    string? refresh_token = null);

internal sealed record TokenAnswer(string access_token, string token_type, int expires_in, string? scope, string? id_token, string? refresh_token);

internal static class TokenDocumentation
{
    public static void DescribeTokenEndpoint(this RouteHandlerBuilder endpoint) => endpoint
        .Accepts<TokenForm>("application/x-www-form-urlencoded")
        .Produces<TokenAnswer>()
        .WithName("token").WithTags("Access").WithSummary("Get an access token")
        .WithDescription("OAuth 2: client credentials for sources and services, authorization code with PKCE for the console, device codes for the command line, and refresh tokens, each of which works once. Refusals are those of RFC 6749: {\"error\",\"error_description\"}.");
}
