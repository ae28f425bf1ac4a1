using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prometheus;

namespace LeadPlatform.ServiceDefaults.Health;

internal static class ManagementPort
{
    /// <summary>Tag of the checks that <c>/alive</c> runs: what only a restart of the process can mend.</summary>
    public const string LiveTag = "live";

    private static readonly string[] LiveTags = [LiveTag];

    public static void AddManagementPort(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ManagementOptions>().BindConfiguration(ManagementOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), LiveTags);

        var options = builder.Configuration.GetSection(ManagementOptions.Section).Get<ManagementOptions>();
        if (options?.Port is not { } port)
            return;

        var address = options.Address ?? (builder.Environment.IsDevelopment() ? "127.0.0.1" : "*");
        var urls = builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey);
        builder.WebHost.UseUrls($"{(string.IsNullOrEmpty(urls) ? "http://127.0.0.1:5000" : urls)};http://{address}:{port}");
    }

    public static void UseManagementPort(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ManagementOptions>>().Value;
        if (options.Port is null)
            return;

        app.MapWhen(options.Serves, branch =>
        {
            branch.UseHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync });
            branch.UseHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag), ResponseWriter = HealthReportWriter.WriteAsync });
            branch.UseMetricServer("/metrics");
            branch.Map("/endpoints", endpoints => endpoints.Run(EndpointList.WriteAsync));
            branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });
    }
}
