using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.ApiGateway.Tests.Hosting;

/// <summary>What a gateway counts, as <c>instrument tag=value …</c>.</summary>
internal sealed class CountedMetrics : IDisposable
{
    private const string Prefix = "leadplatform.gateway.";
    private readonly MeterListener _listener;

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
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            Seen.Add($"{instrument.Name[Prefix.Length..]} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        _listener.Start();
    }

    public ConcurrentBag<string> Seen { get; } = [];

    public static CountedMetrics Of(GatewayHost gateway, string? only = null) =>
        new(gateway.Services.GetRequiredService<IMeterFactory>().Create("LeadPlatform.Gateway"), only);

    public void Dispose() => _listener.Dispose();
}
