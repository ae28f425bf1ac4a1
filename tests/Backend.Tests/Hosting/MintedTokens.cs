using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Contracts.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>Tokens with the host's own key, for tests that are not about how one gets them.</summary>
public static class MintedTokens
{
    public static string Mint(this BackendHost host, string role, string? scopes = null, Guid? agentId = null, Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = BackendData.Issuer + "/",
            Audience = CallerClaims.Audience,
            Expires = DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = host.Services.GetRequiredService<KeyRing>().SigningCredentials,
            Claims = new Dictionary<string, object>
            {
                [CallerClaims.Subject] = $"user-{Guid.NewGuid():N}",
                [CallerClaims.Role] = role,
                [CallerClaims.Scope] = scopes ?? string.Join(' ', GrantedScopes.Of(role)),
            },
        };
        if (agentId is { } id)
            descriptor.Claims[CallerClaims.AgentId] = id.ToString();
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }
}
