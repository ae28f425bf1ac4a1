using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
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
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            builder.AddOtlp();
        ExportMetersToPrometheus();
        builder.Services.AddHostedService<MeterExport>();
    }

    private static void AddOtlp(this WebApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddSource(OwnSources)
                .AddSource("Npgsql")
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !Health.ManagementPort.Serves(context))
                .AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter(OwnSources)
                .AddMeter("Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    private static void ExportMetersToPrometheus() =>
        Metrics.ConfigureMeterAdapter(adapter =>
        {
            adapter.InstrumentFilterPredicate = instrument =>
                instrument.Meter.Name.StartsWith("LeadPlatform.", StringComparison.Ordinal)
                || instrument.Meter.Name is "Npgsql" or "System.Runtime" or "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel";
            adapter.ResolveHistogramBuckets = HistogramBuckets.Of;
        });
}
