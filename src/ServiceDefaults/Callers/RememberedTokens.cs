using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadPlatform.ServiceDefaults.Callers;

/// <summary>
/// Validates access tokens, each once for <see cref="For"/>: callers send the same one for minutes, and to check its signature again for every request
/// was 5 % of the CPU of a capture. A token that expires in between is refused when it does; a signing key that is withdrawn counts until then.
/// </summary>
internal sealed class RememberedTokens(TimeProvider time) : JsonWebTokenHandler
{
    /// <summary>Tokens remembered, at most. They are about 1 KB each.</summary>
    private const int Capacity = 4096;

    private static readonly TimeSpan For = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTimeOffset Until)> _valid = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = time.GetUtcNow();
        if (token is not null && _valid.TryGetValue(token, out var known) && now < known.Until)
            return known.Result;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
            Remember(token!, result, now);
        return result;
    }

    private void Remember(string token, TokenValidationResult result, DateTimeOffset now)
    {
        // Made here, because requests that share it only read.
        _ = result.ClaimsIdentity.Claims;
        if (_valid.Count >= Capacity)
            _valid.Clear();
        var until = now + For;
        _valid[token] = (result, result.SecurityToken.ValidTo < until.UtcDateTime ? result.SecurityToken.ValidTo : until);
    }
}
