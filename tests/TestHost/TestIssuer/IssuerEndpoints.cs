using System.Text;
using LeadPlatform.Contracts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LeadPlatform.TestHost;

/// <summary>What a reader of tokens asks an issuer for, at the addresses of Backend.</summary>
internal static class IssuerEndpoints
{
    private const int LifetimeSeconds = 600;
    private static readonly string[] GrantTypes = ["client_credentials"];
    private static readonly string[] ResponseTypes = ["code"];
    private static readonly string[] SubjectTypes = ["public"];
    private static readonly string[] Algorithms = ["RS256"];

    public static void Map(WebApplication app, TestIssuer issuer)
    {
        app.MapGet("/.well-known/openid-configuration", () => TypedResults.Ok(Discovery(issuer.Address)));
        app.MapGet("/.well-known/jwks", () => TypedResults.Ok(new { keys = new[] { issuer.PublicJwk() } }));
        app.MapGet("/" + RevokedTokens.Path, () => TypedResults.Ok(new RevokedTokens(issuer.Revoked)));
        app.MapPost("/connect/token", (HttpRequest request, CancellationToken cancellationToken) => GrantAsync(request, issuer, cancellationToken));
    }

    private static Dictionary<string, object> Discovery(string address) => new()
    {
        ["issuer"] = address,
        ["jwks_uri"] = address + "/.well-known/jwks",
        ["token_endpoint"] = address + "/connect/token",
        ["authorization_endpoint"] = address + "/connect/authorize",
        ["grant_types_supported"] = GrantTypes,
        ["response_types_supported"] = ResponseTypes,
        ["subject_types_supported"] = SubjectTypes,
        ["id_token_signing_alg_values_supported"] = Algorithms,
    };

    private static async Task<IResult> GrantAsync(HttpRequest request, TestIssuer issuer, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return Refuse(StatusCodes.Status400BadRequest, "invalid_request");
        var form = await request.ReadFormAsync(cancellationToken);
        var (id, secret) = Client(request, form);
        if (id != TestIssuer.ClientId || secret != TestIssuer.ClientSecret)
            return Refuse(StatusCodes.Status401Unauthorized, "invalid_client");
        if (form["grant_type"] != "client_credentials")
            return Refuse(StatusCodes.Status400BadRequest, "unsupported_grant_type");
        if (form["scope"] != Scopes.Platform)
            return Refuse(StatusCodes.Status400BadRequest, "invalid_scope");

        return TypedResults.Ok(new Dictionary<string, object>
        {
            ["access_token"] = issuer.Token(Roles.Service, Scopes.Platform, subject: id),
            ["token_type"] = "Bearer",
            ["expires_in"] = LifetimeSeconds,
            ["scope"] = Scopes.Platform,
        });
    }

    private static (string? Id, string? Secret) Client(HttpRequest request, IFormCollection form)
    {
        const string Scheme = "Basic ";
        if (request.Headers[HeaderNames.Authorization].ToString() is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (form["client_id"], form["client_secret"]);

        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(header[Scheme.Length..])).Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : null);
    }

    private static JsonHttpResult<Dictionary<string, string>> Refuse(int status, string error) =>
        TypedResults.Json(new Dictionary<string, string> { ["error"] = error }, statusCode: status);
}
