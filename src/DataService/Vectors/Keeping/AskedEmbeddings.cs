using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.Messaging.Consuming;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>Has the Orchestrator embed leads, in a rebuild with another model than the built-in one. So many a minute, so that new leads and searches keep their share of the provider.</summary>
internal sealed partial class AskedEmbeddings(Func<LeadEmbedder> embedder, IOptions<VectorOptions> options, TimeProvider time, ILogger<AskedEmbeddings> logger)
{
    private long _notBefore = long.MinValue;

    /// <returns>Whether each of the leads has been tried and is not worth another try; false where it is to be asked again a little later.</returns>
    public async Task<bool> TryAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        if (leadIds.Count == 0)
            return true;
        if (time.GetTimestamp() < _notBefore)
            return false;
        _notBefore = time.GetTimestamp() + (long)(60.0 * leadIds.Count / options.Value.RebuildLeadsPerMinute * time.TimestampFrequency);
        try
        {
            return !(await embedder().EmbedAsync(leadIds, cancellationToken)).Later;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (exception is HttpRequestException or JsonException || TransientFault.Is(exception)))
        {
            Log.NotEmbedded(logger, leadIds.Count, exception is HttpRequestException { StatusCode: { } status } ? $"{(int)status}" : exception.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1808, Level = LogLevel.Warning, Message = "{Count} leads of the rebuild were not embedded: the Orchestrator answers {Why}; they are tried again")]
        public static partial void NotEmbedded(ILogger logger, int count, string why);
    }
}

/// <summary>Asks the Orchestrator, as this service.</summary>
internal sealed class LeadEmbedder(HttpClient http)
{
    /// <exception cref="HttpRequestException">It did not answer, or refused.</exception>
    public async Task<LeadsEmbedded> EmbedAsync(IReadOnlyList<Guid> leadIds, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("/internal/lead-embeddings", new LeadsToEmbed(leadIds), LeadEmbedderJson.Default.LeadsToEmbed, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync(LeadEmbedderJson.Default.LeadsEmbedded, cancellationToken) ?? throw new JsonException("The Orchestrator answered null.");
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LeadsToEmbed))]
[JsonSerializable(typeof(LeadsEmbedded))]
internal sealed partial class LeadEmbedderJson : JsonSerializerContext;
