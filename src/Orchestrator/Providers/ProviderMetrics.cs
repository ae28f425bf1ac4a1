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

    public ProviderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("LeadPlatform.Orchestrator");
        _calls = meter.CreateCounter<long>("leadplatform.ai.calls", "{call}", "Calls of AI providers, by provider, operation and outcome: answered, or the fault's code.");
        _cost = meter.CreateCounter<long>("leadplatform.ai.cost", "{microunit}", "Money spent on AI providers in millionths of their currency, by provider.");
        _fallbacks = meter.CreateCounter<long>("leadplatform.ai.fallbacks", "{lead}", "Leads that a provider did not answer for, so that the next one or the local result took its place, by provider and reason.");
        _repairs = meter.CreateCounter<long>("leadplatform.ai.repairs", "{answer}", "Answers of the wrong shape that were asked for once more, by provider and result.");
        _cache = meter.CreateCounter<long>("leadplatform.ai.cache", "{lookup}", "Answers looked for before a provider is asked, by provider and result: hit, miss.");
    }

    public void Called(string provider, string operation, string outcome, long micros)
    {
        _calls.Add(1, Provider(provider), new("operation", operation), new("outcome", outcome));
        if (micros > 0)
            _cost.Add(micros, Provider(provider));
    }

    public void FellBack(string provider, string reason) => _fallbacks.Add(1, Provider(provider), new("reason", reason));

    public void Repaired(string provider, bool succeeded) => _repairs.Add(1, Provider(provider), new("result", succeeded ? "repaired" : "failed"));

    public void LookedUp(string provider, bool hit) => _cache.Add(1, Provider(provider), new("result", hit ? "hit" : "miss"));

    private static KeyValuePair<string, object?> Provider(string name) => new("provider", name);
}
