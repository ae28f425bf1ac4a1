namespace LeadPlatform.Backend.Identity.Keys;

internal enum IdentityKeyUse
{
    /// <summary>Signs tokens: an RSA key, PKCS#8.</summary>
    Sign,

    /// <summary>Encrypts authorization codes and refresh tokens: 256 random bits.</summary>
    Encrypt,
}

/// <summary>A key of the token server, shared by every instance through the database.</summary>
internal sealed class IdentityKey
{
    /// <summary>Also the <c>kid</c> of tokens.</summary>
    public required string KeyId { get; set; }

    public required IdentityKeyUse Use { get; set; }

    public required byte[] Material { get; set; }

    /// <summary>How <see cref="Material"/> is protected at rest; <c>none</c> so far.</summary>
    public required string Protection { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>From then on it only validates, and no longer signs.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}
