using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>Makes the vendors' clients: over our own transport, without their own retries and traces, with spans and metrics after OpenTelemetry's GenAI conventions.</summary>
internal static class ProviderClients
{
    /// <summary>Activity source and meter of what the conventions ask for. Contents are never in it.</summary>
    public const string Telemetry = "LeadPlatform.Orchestrator.Ai";

    public static HttpClient Http(ProviderOptions options, TimeProvider time) =>
        new(new ProviderTransport(options.MaxAnswerBytes, time)
        {
            // A redirect would carry key and prompt elsewhere.
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            },
        })
        { Timeout = Timeout.InfiniteTimeSpan };

    public static IChatClient? Chat(ProviderOptions options, HttpClient http)
    {
        if (string.IsNullOrWhiteSpace(options.Model))
            return null;
        var client = options.Kind == ProviderOptions.Anthropic
            ? Anthropic(options, http).AsIChatClient(options.Model, options.MaxOutputTokens)
            : OpenAi(options, http).GetChatClient(options.Model).AsIChatClient();
        return client.AsBuilder().UseOpenTelemetry(sourceName: Telemetry, configure: telemetry => telemetry.EnableSensitiveData = false).Build();
    }

    public static IEmbeddingGenerator<string, Embedding<float>>? Embeddings(ProviderOptions options, HttpClient http) =>
        options.Kind == ProviderOptions.OpenAi && !string.IsNullOrWhiteSpace(options.EmbeddingModel)
            ? OpenAi(options, http).GetEmbeddingClient(options.EmbeddingModel).AsIEmbeddingGenerator(options.Dimensions).AsBuilder()
                .UseOpenTelemetry(sourceName: Telemetry, configure: telemetry => telemetry.EnableSensitiveData = false).Build()
            : null;

    private static OpenAIClient OpenAi(ProviderOptions options, HttpClient http) => new(
        new ApiKeyCredential(options.Key is { Length: > 0 } key ? key : "none"),
        new OpenAIClientOptions
        {
            Endpoint = options.Address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
        });

    private static AnthropicClient Anthropic(ProviderOptions options, HttpClient http) => new()
    {
        ApiKey = options.Key is { Length: > 0 } key ? key : "none",
        BaseUrl = options.Address.AbsoluteUri.TrimEnd('/'),
        HttpClient = http,
        MaxRetries = 0,
        Timeout = TimeSpan.FromMinutes(5),
        OpenTelemetry = false,
    };
}
