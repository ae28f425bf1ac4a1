using System.Diagnostics.Metrics;
using LeadPlatform.ServiceDefaults.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Prometheus;

namespace LeadPlatform.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    /// <summary>Every activity source and meter of the platform is named <c>LeadPlatform.{Service}</c>, so one pattern takes all.</summary>
    private const string OwnSources = "LeadPlatform.*";

    /// <summary>
    /// Traces, metrics and logs by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; metrics for Prometheus always.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }

        // Without anybody to send them to, traces and OTLP metrics would be made for nothing, a few microseconds for each request.
        var traced = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (traced)
            builder.AddOtlp();
        ExportMetersToPrometheus(traced);
        builder.Services.AddHostedService<MeterExport>();
    }

    private static void AddOtlp(this WebApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOptions<AspNetCoreTraceInstrumentationOptions>()
            .Configure<IOptions<ManagementOptions>>((http, management) => http.Filter = context => !management.Value.Serves(context));
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddSource("Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources)
                .AddMeter("Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    /// <param name="traced">Figures point to traces that are examples of them.</param>
    private static void ExportMetersToPrometheus(bool traced)
    {
        // They say what the meters say, and listening to them makes every request write events.
        Metrics.SuppressDefaultMetrics(new SuppressDefaultMetricOptions { SuppressEventCounters = true });
        Metrics.ConfigureMeterAdapter(adapter =>
        {
            adapter.InstrumentFilterPredicate = IsExported;
            if (!traced)
                adapter.MetricFactory = WithoutExemplars();
            adapter.ResolveHistogramBuckets = HistogramBuckets.Of;
        });
    }

    private static IMetricFactory WithoutExemplars()
    {
        var factory = Metrics.WithCustomRegistry(Metrics.DefaultRegistry);
        factory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        return factory;
    }

    // Of the web server's only what is shown and alerted on: each of the others is looked up by its labels in every request.
    private static bool IsExported(Instrument instrument) => instrument.Meter.Name switch
    {
        "Npgsql" or "System.Runtime" => true,
        "Microsoft.AspNetCore.Hosting" => instrument.Name == "http.server.request.duration",
        "Microsoft.AspNetCore.Server.Kestrel" => instrument.Name == "kestrel.active_connections",
        var name => name.StartsWith("LeadPlatform.", StringComparison.Ordinal),
    };
}
