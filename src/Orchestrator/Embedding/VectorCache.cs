using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Orchestrator.Providers;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary>Vectors of texts.</summary>
internal sealed class VectorCache(AiRedis redis, IOptions<AiOptions> options) : AiCache<float[]>(redis, options, "ai:vector:", newest: 1_000)
{
    /// <summary>Of another model, or with another number of dimensions, the same text has another key.</summary>
    public static string KeyOf(AiProvider provider, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Name}\n{provider.EmbeddingModel}\n{provider.Dimensions}\n{text}")));

    protected override float[]? Read(RedisValue kept) =>
        (byte[]?)kept is { } bytes && bytes.Length % sizeof(float) == 0 ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;

    protected override RedisValue Write(float[] answer) => MemoryMarshal.AsBytes(answer.AsSpan()).ToArray();
}
