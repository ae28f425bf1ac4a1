using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Projects;

/// <summary>What every project is given: its environment, its addresses, where its telemetry goes and under which name.</summary>
internal sealed class ProjectVariables(IDistributedApplicationBuilder builder)
{
    private const string InstanceLetters = "abcdefghijklmnopqrstuvwxyz";
    private const int InstanceLength = 8;

    private static readonly (string Name, string Value)[] QuickTelemetry =
    [
        ("OTEL_BLRP_SCHEDULE_DELAY", "1000"),
        ("OTEL_BSP_SCHEDULE_DELAY", "1000"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
        ("OTEL_TRACES_SAMPLER", "always_on"),
        ("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based"),
    ];

    public void Inject(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        variables["DOTNET_ENVIRONMENT"] = variables["ASPNETCORE_ENVIRONMENT"] = builder.Environment.EnvironmentName;
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={RandomNumberGenerator.GetString(InstanceLetters, InstanceLength)}";
        AddExporter(variables);
        if (builder.Environment.IsDevelopment())
            foreach (var (name, value) in QuickTelemetry)
                variables[name] = value;

        var addresses = context.Resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint is { UriScheme: "http" or "https", TargetPortEnvironmentVariable: null })
            .Select(endpoint => new EndpointReference((IResourceWithEndpoints)context.Resource, endpoint).UrlOf(context.Replica))
            .ToArray();
        if (addresses.Length > 0)
            variables["ASPNETCORE_URLS"] = string.Join(';', addresses);
    }

    private void AddExporter(Dictionary<string, object> variables)
    {
        var configuration = builder.Configuration;
        var endpoint = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"];
        if (string.IsNullOrEmpty(endpoint))
            return;

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc";
        if (configuration["OTEL_EXPORTER_OTLP_HEADERS"] is { Length: > 0 } headers)
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = headers;
    }
}
