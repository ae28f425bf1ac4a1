using System.Diagnostics.Metrics;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>Calls and money, on meter <c>LeadPlatform.Orchestrator</c>. Latency and tokens are measured after OpenTelemetry's conventions (<see cref="ProviderClients.Telemetry"/>).</summary>
internal sealed class ProviderMetrics
{
    private readonly Counter<long> _calls;
    private readonly Counter<long> _cost;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _repairs;
    private readonly Counter<long> _cache;
    private readonly Counter<long> _questions;
    private volatile IReadOnlyCollection<AiProvider> _providers = [];

    public ProviderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LeadPlatform.Orchestrator");
        _calls = meter.CreateCounter<long>("leadplatform.ai.calls", "{call}", "Calls of AI providers, by provider, operation and outcome: answered, or the fault's code.");
        _cost = meter.CreateCounter<long>("leadplatform.ai.cost", "{microunit}", "Money spent on AI providers in millionths of their currency, by provider.");
        _fallbacks = meter.CreateCounter<long>("leadplatform.ai.fallbacks", "{lead}", "Leads that a provider did not answer for, so that the next one or the local result took its place, by provider and reason.");
        _repairs = meter.CreateCounter<long>("leadplatform.ai.repairs", "{answer}", "Answers of the wrong shape that were asked for once more, by provider and result.");
        _cache = meter.CreateCounter<long>("leadplatform.ai.cache", "{lookup}", "Answers looked for before a provider is asked, by provider and result: hit, miss.");
        _questions = meter.CreateCounter<long>("leadplatform.ai.questions", "{question}", "Texts that leads are searched by and a provider embeds, by outcome: embedded, known, meaningless, or the fault's code.");
        meter.CreateObservableGauge("leadplatform.ai.circuit_open", () => Measured(provider => provider.IsCircuitOpen ? 1 : 0), "{circuit}", "1 while this instance leaves a provider alone after too many failures, by provider.");
        meter.CreateObservableGauge(
            "leadplatform.ai.budget_used", () => Measured(provider => provider.BudgetUsed), "1", "Share of a provider's money of the day that is spent or set aside, by all instances as far as this one knows, by provider.");
    }

    /// <summary>Those whose state is told.</summary>
    public void Watch(IReadOnlyCollection<AiProvider> providers) => _providers = providers;

    public void Called(string provider, string operation, string outcome, long micros)
    {
        _calls.Add(1, Provider(provider), new("operation", operation), new("outcome", outcome));
        if (micros > 0)
            _cost.Add(micros, Provider(provider));
    }

    public void FellBack(string provider, string reason) => _fallbacks.Add(1, Provider(provider), new("reason", reason));

    public void Repaired(string provider, bool succeeded) => _repairs.Add(1, Provider(provider), new("result", succeeded ? "repaired" : "failed"));

    public void LookedUp(string provider, bool hit) => _cache.Add(1, Provider(provider), new("result", hit ? "hit" : "miss"));

    public void Questioned(string outcome) => _questions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private IEnumerable<Measurement<double>> Measured(Func<AiProvider, double> value) => _providers.Select(provider => new Measurement<double>(value(provider), Provider(provider.Name)));

    private static KeyValuePair<string, object?> Provider(string name) => new("provider", name);
}
