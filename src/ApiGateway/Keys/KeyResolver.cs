using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>Asks Backend, as the gateway, what an API key stands for.</summary>
internal sealed class KeyResolver(HttpClient http)
{
    /// <summary>Null when Backend does not know the key (any more); throws when it does not answer.</summary>
    public async Task<ResolvedKey?> ResolveAsync(string key, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("/internal/keys/resolve", new ResolveKeyRequest(key), KeyJson.Default.ResolveKeyRequest, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync(KeyJson.Default.ResolvedKey, cancellationToken)
            ?? throw new JsonException("Backend answered a key with null.");
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ResolveKeyRequest))]
[JsonSerializable(typeof(ResolvedKey))]
internal sealed partial class KeyJson : JsonSerializerContext;
