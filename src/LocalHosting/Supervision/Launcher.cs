using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Logs;

namespace Aspire.Hosting.Supervision;

/// <summary>
/// Starts a process in a session of its own, so that the terminal's Ctrl+C reaches only the AppHost, and with an order to end when the AppHost is gone.
/// </summary>
internal sealed class Launcher(SpawnThread thread)
{
    // The AppHost's own addresses and connection strings are not those of its services; what a service shall see, the topology gives it.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "URLS", "DOTNET_LAUNCH_PROFILE", "ConnectionStrings__", "Parameters__", "services__", "MSBUILD"];

    /// <exception cref="DistributedApplicationException">The program is missing or can't be started.</exception>
    public async Task<ChildProcess> StartAsync(string name, ProcessSpec spec, ResourceLog log, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(SystemProgram.Require("setsid", "util-linux"))
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        Apply(spec, start.Environment);
        start.ArgumentList.Add(SystemProgram.Require("setpriv", "util-linux"));
        if (spec.Account is { } account)
        {
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--reuid={account.UserId}"));
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--regid={account.GroupId}"));
            start.ArgumentList.Add("--init-groups");
        }

        // After the change of the user, which would take it back.
        start.ArgumentList.Add("--pdeathsig");
        start.ArgumentList.Add(spec.StopSignal.ShortName());
        start.ArgumentList.Add("--");
        start.ArgumentList.Add(SystemProgram.Find(spec.Program, spec.WorkingDirectory) ??
            throw new DistributedApplicationException($"The program '{spec.Program}' of '{name}' was not found. Install it, or correct the path."));
        foreach (var argument in spec.Arguments)
            start.ArgumentList.Add(argument);

        if (!Directory.Exists(spec.WorkingDirectory))
            throw new DistributedApplicationException($"The working directory {spec.WorkingDirectory} of '{name}' does not exist.");

        try
        {
            return new ChildProcess(await thread.StartAsync(start, cancellationToken), spec.StopSignal, log);
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException($"'{name}' can't be started: {e.Message}", e);
        }
    }

    private static void Apply(ProcessSpec spec, IDictionary<string, string?> environment)
    {
        var left = spec.InheritsEnvironment ? environment.Keys.Where(key => NotInherited.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) : environment.Keys;
        foreach (var key in left.ToArray())
            environment.Remove(key);
        foreach (var (key, value) in spec.Environment)
            environment[key] = value;
    }
}
