using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>What a gateway counts, as <c>instrument tag=value …</c>.</summary>
internal sealed class CountedMetrics : IDisposable
{
    private const string Prefix = "leadplatform.gateway.";
    private readonly MeterListener _listener;
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly Dictionary<string, long> _before;

    private CountedMetrics(Meter meter, string? only)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && (only is null || instrument.Name == Prefix + only))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var series = $"{instrument.Name[Prefix.Length..]} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}".TrimEnd();
            _counts.AddOrUpdate(series, value, (_, count) => instrument.IsObservable ? value : count + value);
        });
        _listener.Start();
        _listener.RecordObservableInstruments();
        _before = _counts.ToDictionary();
    }

    /// <summary>Each series that has counted since then, <c>instrument tag=value … × count</c>.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            _listener.RecordObservableInstruments();
            return [.. _counts.Keys.Where(series => Count(series) != 0).Select(series => $"{series} × {Count(series)}")];
        }
    }

    /// <param name="series"><c>instrument tag=value …</c>.</param>
    public long Count(string series) => _counts.GetValueOrDefault(series) - _before.GetValueOrDefault(series);

    public static CountedMetrics Of(GatewayHost gateway, string? only = null) =>
        new(gateway.Services.GetRequiredService<IMeterFactory>().Create("LeadPlatform.Gateway"), only);

    public void Dispose() => _listener.Dispose();
}
