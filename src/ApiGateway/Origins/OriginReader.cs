using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Sources;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>Asks Backend, as the gateway, from which pages sources may be used.</summary>
internal sealed class OriginReader(HttpClient http)
{
    /// <summary>Throws where Backend does not answer.</summary>
    public async Task<SourceOrigins> ReadAsync(CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync("/internal/origins", OriginJson.Default.SourceOrigins, cancellationToken) is { Sources: not null } read
            ? read
            : throw new JsonException("Backend answered the origins with null.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SourceOrigins))]
internal sealed partial class OriginJson : JsonSerializerContext;
