using LeadPlatform.Orchestrator.Providers.Spending;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>The providers that are configured.</summary>
internal sealed class AiProviders : IDisposable
{
    private readonly Dictionary<string, AiProvider> _all;

    public AiProviders(IOptions<AiOptions> options, SpendingLedger ledger, ProviderMetrics metrics, TimeProvider time)
    {
        _all = options.Value.Providers.ToDictionary(pair => pair.Key, pair => new AiProvider(pair.Key, pair.Value, ledger, metrics, time));
        metrics.Watch(_all.Values);
        Chain = [.. options.Value.Asked.Select(name => _all[name])];
        Embeddings = options.Value.Embeddings is { Length: > 0 } and not AiOptions.Local ? _all[options.Value.Embeddings] : null;
    }

    /// <summary>Who analyses, first choice first; empty: nobody is asked.</summary>
    public IReadOnlyList<AiProvider> Chain { get; }

    /// <summary>Who embeds; null: nobody is asked.</summary>
    public AiProvider? Embeddings { get; }

    public void Dispose()
    {
        foreach (var provider in _all.Values)
            provider.Dispose();
    }
}
