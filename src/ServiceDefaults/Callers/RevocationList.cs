using System.Collections.Frozen;
using LeadPlatform.Contracts.Access;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>The access tokens that are refused although they have not expired, as this process knows them.</summary>
internal sealed class RevocationList
{
    private volatile FrozenSet<Guid> _revoked = [];

    public void Replace(IEnumerable<Guid> tokenIds) => _revoked = tokenIds.ToFrozenSet();

    /// <param name="tokenId">Null where the token has none.</param>
    public bool Has(Guid? tokenId) => tokenId is { } id && _revoked.Contains(id);

    public static Guid? IdOf(TokenValidationResult token) =>
        token.ClaimsIdentity.FindFirst(RevokedTokens.IdClaim) is { } claim && Guid.TryParse(claim.Value, out var id) ? id : null;
}

/// <summary>Reads which access tokens are revoked. Backend reads its own database; every other service asks Backend.</summary>
public interface IRevokedTokenReader
{
    ValueTask<IReadOnlyList<Guid>> ReadAsync(CancellationToken cancellationToken);
}
