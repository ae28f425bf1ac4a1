namespace LeadPlatform.Contracts.Access;

/// <summary>Access tokens that were revoked before they expire: <c>GET /internal/revoked-tokens</c>, for the services that validate tokens.</summary>
/// <param name="TokenIds">Values of claim <see cref="IdClaim"/>.</param>
public sealed record RevokedTokens(IReadOnlyList<Guid> TokenIds)
{
    public const string Path = "internal/revoked-tokens";

    /// <summary>Claim of an access token by which it is revoked. Tokens without it, such as those in an API key's place, live to their end.</summary>
    public const string IdClaim = "oi_tkn_id";
}
