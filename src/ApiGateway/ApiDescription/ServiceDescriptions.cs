using System.Text.Json.Nodes;

namespace LeadPlatform.ApiGateway.ApiDescription;

/// <summary>Reads the OpenAPI document of a service behind the gateway.</summary>
internal sealed class ServiceDescriptions(HttpClient http)
{
    public async Task<JsonObject> ReadAsync(string service, CancellationToken cancellationToken)
    {
        await using var body = await http.GetStreamAsync(new Uri($"http://{service}/openapi/v1.json"), cancellationToken);
        return await JsonNode.ParseAsync(body, cancellationToken: cancellationToken) as JsonObject
            ?? throw new InvalidDataException("The service's description is not a JSON object.");
    }
}
