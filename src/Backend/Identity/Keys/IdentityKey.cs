namespace LeadPlatform.Backend.Identity.Keys;

internal enum IdentityKeyUse
{
    /// <summary>Signs tokens: an RSA or P-256 key, PKCS#8.</summary>
    Sign,

    /// <summary>Encrypts authorization codes and refresh tokens: 256 random bits.</summary>
    Encrypt,
}

/// <summary>A key of the token server, shared by every instance through the database, where it lies wrapped with the platform's key.</summary>
internal sealed class IdentityKey
{
    /// <summary>What <see cref="Protection"/> says of a key that an earlier version stored as it is.</summary>
    public const string Unprotected = "none";

    /// <summary>Also the <c>kid</c> of tokens.</summary>
    public required string KeyId { get; set; }

    public required IdentityKeyUse Use { get; set; }

    public required byte[] Material { get; set; }

    /// <summary>Id of the platform key that <see cref="Material"/> is wrapped with, or <see cref="Unprotected"/>.</summary>
    public required string Protection { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Until then it only validates, so that every reader knows it before it signs; from its creation on where null.</summary>
    public DateTimeOffset? UsedFrom { get; set; }

    /// <summary>From then on it only validates, and no longer signs.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    public DateTimeOffset Start => UsedFrom ?? CreatedAt;
}
