using System.Diagnostics.Metrics;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Tests.Qualifying;
using LeadPlatform.TestHost.Ai;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadPlatform.Orchestrator.Tests.Providers;

/// <summary>One instance's providers and analyst, as the service puts them together, without its consumers.</summary>
internal sealed class AiHost : IAsyncDisposable
{
    private static int _asked;
    private readonly WebApplication _app;

    private AiHost(WebApplication app) => _app = app;

    public Analyst Analyst => _app.Services.GetRequiredService<Analyst>();

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public AiProviders Providers => _app.Services.GetRequiredService<AiProviders>();

    /// <param name="settings">Keys of <c>Ai</c> without its name: <c>Chain:0</c>, <c>Providers:main:Retries</c>.</param>
    public static AiHost Start(IEnumerable<KeyValuePair<string, string>> settings, string? redis = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        foreach (var (key, value) in settings)
            builder.Configuration["Ai:" + key] = value;
        builder.Configuration["ConnectionStrings:redis"] = redis;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddProviders();
        builder.Services.AddSingleton<AnswerCache>();
        builder.Services.AddSingleton<Analyst>();
        return new AiHost(builder.Build());
    }

    /// <summary>Settings of a chain with one provider, quick in everything.</summary>
    public static Dictionary<string, string> Chain(AiServer server, string kind = "openai", params (string Key, string Value)[] more)
    {
        var settings = Provider("main", server, kind, more);
        settings["Chain:0"] = "main";
        return settings;
    }

    public static Dictionary<string, string> Provider(string name, AiServer server, string kind = "openai", params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            [$"Providers:{name}:Kind"] = kind,
            [$"Providers:{name}:Endpoint"] = kind == "openai" ? server.Address + "/v1" : server.Address,
            [$"Providers:{name}:Key"] = AiServer.Key,
            [$"Providers:{name}:Model"] = AiServer.Model,
            [$"Providers:{name}:RetryDelay"] = "00:00:00.01",
        };
        foreach (var (key, value) in more)
            settings[$"Providers:{name}:{key}"] = value;
        return settings;
    }

    /// <summary>Two providers, the first one first.</summary>
    public static Dictionary<string, string> Chain(AiServer first, AiServer second, params (string Key, string Value)[] ofTheFirst)
    {
        var settings = Chain(first, more: ofTheFirst);
        foreach (var (key, value) in Provider("second", second))
            settings[key] = value;
        settings["Chain:1"] = "second";
        return settings;
    }

    /// <summary>Has a lead analysed; each call another content, unless <paramref name="notes"/> are given.</summary>
    public async Task<AnalysisResult> AnalyseAsync(string? notes = null) => await AnalyseAsync(Leads.Good(notes: notes ?? $"My rate went up {Interlocked.Increment(ref _asked)} dollars"));

    public async Task<AnalysisResult> AnalyseAsync(QualificationInput lead) =>
        await Analyst.Begin(new LeadFacts(lead)).ShouldNotBeNull().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>Sums of the measurements of one instrument while it listens, by the values of two tags.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _sums = [];

    public Measured(string instrument, params string[] tags)
    {
        _listener.InstrumentPublished = (made, listener) =>
        {
            if (made.Name == instrument)
                listener.EnableMeasurementEvents(made);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, given, _) => Add(value, given, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, given, _) => Add(value, given, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, given, _) => Add(value, given, tags));
        _listener.Start();
    }

    public double Of(string tags)
    {
        lock (_sums)
            return _sums.GetValueOrDefault(tags);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> given, string[] tags)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, tag) in given)
            values[key] = tag?.ToString();
        var name = string.Join('/', tags.Select(tag => values.GetValueOrDefault(tag)));
        lock (_sums)
            _sums[name] = _sums.GetValueOrDefault(name) + value;
    }
}

/// <summary>What a gauge of one host says now, of its only provider.</summary>
internal static class Gauge
{
    public static double Of(AiHost host, string instrument)
    {
        double? said = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (made, listener) =>
            {
                if (made.Name == instrument && made.Meter.Scope == host.Meters)
                    listener.EnableMeasurementEvents(made);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => said = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return said.ShouldNotBeNull();
    }
}
