using LeadPlatform.Contracts.Access;

namespace LeadPlatform.TestHost;

/// <summary>What a minted access token says; every default is right, so that a test names only what it makes wrong.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Scopes">Space-separated.</param>
public sealed record TestToken(string Role, string Scopes)
{
    public string Subject { get; init; } = Guid.CreateVersion7().ToString();

    public string? Name { get; init; }

    public Guid? AgentId { get; init; }

    public Guid? SourceId { get; init; }

    public Guid? PublisherId { get; init; }

    /// <summary>The issuer's own address when null.</summary>
    public string? Issuer { get; init; }

    public string Audience { get; init; } = CallerClaims.Audience;

    public DateTimeOffset IssuedAt { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Counted from <see cref="IssuedAt"/>.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Header <c>typ</c>.</summary>
    public string Type { get; init; } = "at+jwt";

    public TokenForgery Forgery { get; init; }

    /// <summary>The scopes that the platform gives to a role.</summary>
    public static string ScopesOf(string role) => string.Join(' ', Grants.ScopesOf(role));
}

/// <summary>How a token is forged: each must be refused by every service.</summary>
public enum TokenForgery
{
    None,

    /// <summary>Algorithm <c>none</c>, no signature.</summary>
    AlgorithmNone,

    /// <summary>Signed with a key that the issuer never published, under the published key id.</summary>
    OtherKey,

    /// <summary>Signed with HMAC-SHA256, the published public key (PEM) being the secret.</summary>
    PublicKeyAsSecret,

    /// <summary>A right signature over another payload: one more scope written in afterwards.</summary>
    ChangedPayload,
}
