using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Contracts.Access;
using LeadPlatform.ServiceDefaults.Callers;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.Backend.Sources;

/// <summary>
/// Mints the access token that goes on in an API key's place. Not by the token endpoint, which would keep a row for each: nobody but the
/// gateway holds these, for minutes.
/// </summary>
internal sealed class SourceTokens(KeyRing keys, IOptions<IdentityOptions> identity, IOptions<TokenOptions> tokens, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="notAfter">When the key ends: its token ends with it.</param>
    public (string Token, DateTimeOffset ExpiresAt) Mint(Source source, IReadOnlyList<string> scopes, DateTimeOffset? notAfter)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + tokens.Value.KeyAccess;
        if (notAfter < expiresAt)
            expiresAt = notAfter.Value;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = identity.Value.Issuer!.AbsoluteUri,
            Audience = CallerClaims.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = keys.SigningCredentials,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString(),
                [CallerClaims.Subject] = source.SourceId.ToString(),
                [CallerClaims.Name] = source.Name,
                [CallerClaims.Role] = Roles.Source,
                [CallerClaims.Scope] = string.Join(' ', scopes),
                [CallerClaims.SourceId] = source.SourceId.ToString(),
                [CallerClaims.PublisherId] = source.PublisherId.ToString(),
            },
        });
        return (token, expiresAt);
    }
}
