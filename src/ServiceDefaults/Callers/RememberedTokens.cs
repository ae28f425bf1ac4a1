using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>
/// Validates access tokens, each once for <see cref="For"/>: callers send the same one for minutes, and to check its signature again for every request
/// was 5 % of the CPU of a capture. A token that expires in between is refused when it does, and one that is revoked at once; a signing key that is withdrawn counts
/// until then.
/// </summary>
internal sealed class RememberedTokens(RevocationList revoked, TimeProvider time) : JsonWebTokenHandler
{
    /// <summary>Tokens remembered, at most. They are about 1 KB each.</summary>
    private const int Capacity = 4096;

    private static readonly TimeSpan For = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Remembered> _valid = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = time.GetUtcNow();
        if (token is not null && _valid.TryGetValue(token, out var known) && now < known.Until)
            return revoked.Has(known.TokenId) ? Revoked() : known.Result;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        return !result.IsValid || !revoked.Has(Remember(token!, result, now)) ? result : Revoked();
    }

    private static TokenValidationResult Revoked() => new() { IsValid = false, Exception = new SecurityTokenException("The token is revoked.") };

    private Guid? Remember(string token, TokenValidationResult result, DateTimeOffset now)
    {
        // Made here, because requests that share it only read.
        _ = result.ClaimsIdentity.Claims;
        if (_valid.Count >= Capacity)
            _valid.Clear();
        var until = now + For;
        var tokenId = RevocationList.IdOf(result);
        _valid[token] = new Remembered(result, result.SecurityToken.ValidTo < until.UtcDateTime ? result.SecurityToken.ValidTo : until, tokenId);
        return tokenId;
    }

    private sealed record Remembered(TokenValidationResult Result, DateTimeOffset Until, Guid? TokenId);
}
