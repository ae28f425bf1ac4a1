using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Vectors.Embedding;
using LeadPlatform.Messaging.Consuming;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary>The embedding model behind the Orchestrator, asked as this service. What it says is taken only where it is of the model, and of the size, of the vectors here.</summary>
internal sealed partial class AskedModel(HttpClient http, IOptions<VectorOptions> options, TimeProvider time, ILogger<AskedModel> logger)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public async Task<EmbeddedQuestion> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.QuestionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var answer = await http.PostAsJsonAsync("/internal/embeddings", new TextToEmbed(text), TextEmbeddingJson.Default.TextToEmbed, either.Token);
            if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
                return EmbeddedQuestion.Meaningless;
            return answer.IsSuccessStatusCode
                ? Taken(await answer.Content.ReadFromJsonAsync(TextEmbeddingJson.Default.TextEmbedding, either.Token))
                : Unavailable(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Headers.RetryAfter?.Delta ?? Soon);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (exception is HttpRequestException or JsonException || TransientFault.Is(exception)))
        {
            return Unavailable(exception.GetType().Name, Soon);
        }
    }

    private EmbeddedQuestion Taken(TextEmbedding? embedded)
    {
        if (embedded is null || embedded.Model != options.Value.Model || embedded.Vector.Count != options.Value.Dimensions)
        {
            Log.OtherModel(logger, embedded?.Model ?? "none", embedded?.Vector.Count ?? 0, options.Value.Model, options.Value.Dimensions);
            return EmbeddedQuestion.Unavailable(Later);
        }

        return UnitLength.Of([.. embedded.Vector]) is { } vector ? EmbeddedQuestion.Of(vector) : EmbeddedQuestion.Meaningless;
    }

    private EmbeddedQuestion Unavailable(string why, TimeSpan retryAfter)
    {
        Log.Unavailable(logger, options.Value.Model, why);
        return EmbeddedQuestion.Unavailable(retryAfter);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1806, Level = LogLevel.Warning, Message = "The text of a search was not embedded by {Model}: the Orchestrator answers {Why}")]
        public static partial void Unavailable(ILogger logger, string model, string why);

        [LoggerMessage(EventId = 1807, Level = LogLevel.Error,
            Message = "The Orchestrator embeds with {Asked} ({AskedDimensions} numbers), and vectors here are those of {Model} ({Dimensions}): Ai:Embeddings and Vectors:Model don't fit together, and no text is searched")]
        public static partial void OtherModel(ILogger logger, string asked, int askedDimensions, string model, int dimensions);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TextToEmbed))]
[JsonSerializable(typeof(TextEmbedding))]
internal sealed partial class TextEmbeddingJson : JsonSerializerContext;
