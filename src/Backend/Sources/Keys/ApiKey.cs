using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.Backend.Sources.Keys;

/// <summary>A source's credential, <c>lp_{id}_{secret}</c>. Only its hash is kept, so a copy of the database opens nothing.</summary>
internal sealed class ApiKey
{
    private const string Prefix = "lp_";

    public required string KeyId { get; set; }

    public required Guid SourceId { get; set; }

    /// <summary>SHA-256 of the whole key. The secret has 256 random bits, so no slower hash is needed.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>What it is for, in the words of who made it.</summary>
    public string? Name { get; set; }

    public required string[] Scopes { get; set; }

    /// <summary>From where it may be used, in CIDR notation; from anywhere where there are none.</summary>
    public string[] Networks { get; set; } = [];

    public required DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>To the minute or so, see <see cref="KeyUses"/>.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Makes a new key; the text is shown once and can't be had again.</summary>
    public static (string Key, ApiKey Row) Create(Guid sourceId, string[] scopes, DateTimeOffset now)
    {
        var key = $"{Prefix}{RandomNumberGenerator.GetHexString(16, lowercase: true)}_{RandomNumberGenerator.GetHexString(64, lowercase: true)}";
        return (key, Of(key, sourceId, scopes, now));
    }

    /// <summary>The row of a key that was chosen elsewhere: by the operator's configuration, or for Development.</summary>
    public static ApiKey Of(string key, Guid sourceId, string[] scopes, DateTimeOffset now) =>
        new() { KeyId = IdOf(key), SourceId = sourceId, Hash = HashOf(key), Scopes = scopes, CreatedAt = now };

    /// <summary>What a key is looked up by: the id it carries, or the start of its hash where it was chosen freely.</summary>
    public static string IdOf(string key)
    {
        var parts = key.StartsWith(Prefix, StringComparison.Ordinal) ? key.Split('_', 3) : [];
        return parts is [_, { Length: > 0 and <= 64 } id, { Length: > 0 }] && id.All(char.IsAsciiLetterOrDigit) ? id : $"sha256:{Convert.ToHexStringLower(HashOf(key).AsSpan(0, 16))}";
    }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public KeyView Show() => new(KeyId, SourceId, Name, Scopes, Networks, CreatedAt, ExpiresAt, RevokedAt, LastUsedAt);

    public bool Opens(string key, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Hash, HashOf(key)) && RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}
