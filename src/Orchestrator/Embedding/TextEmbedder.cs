using System.Text.RegularExpressions;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Redaction;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary>Has the text of a search embedded by who embeds leads, under the same limits and from the same money.</summary>
internal sealed partial class TextEmbedder(AiProviders providers, VectorCache cache, ProviderMetrics metrics, IOptions<AiOptions> options, TimeProvider time, ILogger<TextEmbedder> logger) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxQuestions);

    /// <returns>Null where nothing is left of the text once it is redacted.</returns>
    /// <exception cref="ProviderFault">There is no vector now.</exception>
    public async Task<TextEmbedding?> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            var provider = providers.Embeddings ?? throw new ProviderFault(FaultCode.NotConfigured);
            if (Redact(text) is not { } asked)
            {
                metrics.Questioned("meaningless");
                return null;
            }

            return new TextEmbedding(provider.EmbeddingModel, await VectorAsync(provider, asked, cancellationToken));
        }
        catch (ProviderFault fault)
        {
            metrics.Questioned(fault.Code);
            Log.NotEmbedded(logger, fault.Code);
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<float[]> VectorAsync(AiProvider provider, string text, CancellationToken cancellationToken)
    {
        var key = VectorCache.KeyOf(provider, text);
        var known = await cache.FindAsync(key, cancellationToken) is { } kept && kept.Length == provider.Dimensions ? kept : null;
        metrics.LookedUp(provider.Name, known is not null);
        if (known is not null)
        {
            metrics.Questioned("known");
            return known;
        }

        var vector = await AskAsync(provider, text, cancellationToken);
        await cache.KeepAsync(key, vector, cancellationToken);
        metrics.Questioned("embedded");
        return vector;
    }

    private async Task<float[]> AskAsync(AiProvider provider, string text, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero, cancellationToken))
            throw new ProviderFault(FaultCode.Busy);
        using var limit = new CancellationTokenSource(options.Value.QuestionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await provider.EmbedAsync(text, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderFault(FaultCode.Timeout);
        }
        finally
        {
            _places.Release();
        }
    }

    private static string? Redact(string text)
    {
        try
        {
            var redacted = Redactor.OfQuestions.Redact(text);
            return Placeholder().Replace(redacted, "").Any(char.IsLetter) ? redacted : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ProviderFault(FaultCode.NotRedacted);
        }
    }

    [GeneratedRegex(@"\[[A-Z]+\]", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    private static partial class Log
    {
        [LoggerMessage(EventId = 3131, Level = LogLevel.Warning, Message = "The text of a search was not embedded: {Fault}")]
        public static partial void NotEmbedded(ILogger logger, string fault);
    }
}
