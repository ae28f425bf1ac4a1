using LeadPlatform.ServiceDefaults;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Prometheus;

[assembly: AssemblyFixture(typeof(PlatformServers))]

namespace LeadPlatform.Deploy.Tests.Monitoring;

/// <summary>A service with nothing of its own, asked once and with one statement run: what it exposes at <c>/metrics</c> every service exposes.</summary>
internal static class RunningExample
{
    public static async Task<IReadOnlySet<string>> MetricsAsync(PlatformServers servers) => (await LinesAsync(servers)).Select(line => line.Split('{', ' ')[0]).ToHashSet();

    public static async Task<IReadOnlyList<string>> LinesAsync(PlatformServers servers)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        await using var app = builder.Build();
        app.MapGet("/", () => "here");
        app.UseMetricServer();
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await http.GetStringAsync("/", cancellation);
        // Asked while the pool lives: what counts its connections goes with it.
        await using var database = NpgsqlDataSource.Create(await servers.NewDatabaseAsync("metrics", cancellation));
        await using (var command = database.CreateCommand("SELECT 1"))
            await command.ExecuteScalarAsync(cancellation);
        var exposed = await http.GetStringAsync("/metrics", cancellation);
        return [.. exposed.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
