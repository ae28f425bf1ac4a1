using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Supervision;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Terminal;

/// <summary>Says when everything is up, and where to go from there.</summary>
internal sealed class StartReport(Supervisor supervisor, StateReport terminal, DistributedApplicationModel model, IConfiguration configuration, DashboardServer dashboard)
{
    /// <summary>The list of lines that the AppHost's settings add, such as the accounts of a demonstration.</summary>
    public const string Section = "Announcements";

    /// <summary>Done once it is said; throws nothing but cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await supervisor.WhenAllUpAsync(cancellationToken);
        }
        catch (DistributedApplicationException e)
        {
            terminal.WriteLine($"\nNot everything could be started. {e.Message}\nThe rest goes on running; Ctrl+C stops it.{DashboardLine("  ")}");
            return;
        }

        var external = model.Resources.SelectMany(resource => ResourceAddresses.Of(resource, 0)).FirstOrDefault(address => address is { IsExternal: true, IsLink: true });
        terminal.WriteLine($"\nReady  {external?.Text}".TrimEnd() + DashboardLine("       "));
        foreach (var line in configuration.GetSection(Section).GetChildren().Select(line => line.Value).OfType<string>())
            terminal.WriteLine($"       {line}");
    }

    private string DashboardLine(string indent) => dashboard.Address is { } address ? $"\n{indent}States and logs: {address}" : "";
}
