using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Orchestrator.Providers;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary>Vectors of texts by the hash of what left: in Redis for all instances, the newest in memory too.</summary>
internal sealed class VectorCache(AiRedis redis, IOptions<AiOptions> options) : IDisposable
{
    private readonly MemoryCache _newest = new(new MemoryCacheOptions { SizeLimit = 1_000 });

    /// <summary>Of another model, or with another number of dimensions, the same text has another key.</summary>
    public static string KeyOf(AiProvider provider, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Name}\n{provider.EmbeddingModel}\n{provider.Dimensions}\n{text}")));

    /// <returns>Null where it is not known.</returns>
    public async ValueTask<float[]?> FindAsync(string key, int dimensions, CancellationToken cancellationToken)
    {
        if (_newest.TryGetValue(key, out float[]? known))
            return known;
        var (_, found) = await redis.TryAsync(database => database.StringGetAsync(Vector(key)), cancellationToken);
        return found.HasValue && (byte[]?)found is { } bytes && bytes.Length == dimensions * sizeof(float) ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;
    }

    public async ValueTask KeepAsync(string key, float[] vector, CancellationToken cancellationToken)
    {
        _newest.Set(key, vector, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.KeepAnswers });
        var bytes = MemoryMarshal.AsBytes(vector.AsSpan()).ToArray();
        await redis.TryAsync(database => database.StringSetAsync(Vector(key), bytes, options.Value.KeepAnswers), cancellationToken);
    }

    public void Dispose() => _newest.Dispose();

    private static string Vector(string key) => $"ai:vector:{key}";
}
