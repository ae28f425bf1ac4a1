using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Supervision;
using Aspire.Hosting.Variables;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.LocalHosting.Tests;

/// <summary>An application under test, in a directory of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Echo = "EchoService/EchoService.csproj";

    private readonly PortAllocator _ports = new();
    private DistributedApplication? _running;

    public TestApp(params string[] args)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("localhosting-tests-").FullName;
        File.SetUnixFileMode(Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            ProjectDirectory = ProjectDirectory,
            DisableDashboard = true,
            Args = ["--data", Directory, "--Terminal:Quiet", "true", "--Supervision:StartingCheckInterval", "00:00:00.030", "--Supervision:FirstRestartDelay", "00:00:00.050", .. args],
        });
    }

    /// <summary>The directory of this test project.</summary>
    public static string ProjectDirectory { get; } = AppHostLocation.ProjectDirectory();

    public string Directory { get; }

    public IDistributedApplicationBuilder Builder { get; }

    public ResourceBoard Board => Running.Services.GetRequiredService<ResourceBoard>();

    private DistributedApplication Running => _running ?? throw new InvalidOperationException("Not started.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The variables of a resource, with the ports given and nothing started.</summary>
    public async Task<Dictionary<string, string>> VariablesAsync(IResourceBuilder<IResource> resource, int replica = 0)
    {
        EndpointAllocation.Allocate(Builder.Resources, _ports);
        return await InjectedValues.EnvironmentAsync(resource.Resource, replica, Builder.ExecutionContext, Cancellation);
    }

    public async Task<List<string>> ArgumentsAsync(IResourceBuilder<IResource> resource)
    {
        EndpointAllocation.Allocate(Builder.Resources, _ports);
        return await InjectedValues.ArgumentsAsync(resource.Resource, 0, Cancellation);
    }

    public Task<string> DescribeAsync() =>
        ApplicationDescription.OfAsync(Running.Services.GetRequiredService<DistributedApplicationModel>(), Builder.ExecutionContext, Cancellation);

    public void Build() => _running = Builder.Build();

    public async Task StartAsync()
    {
        if (_running is null)
            Build();
        await Running.StartAsync(Cancellation);
    }

    public Task StopAsync() => Running.StopAsync(Cancellation);

    public Task HealthyAsync(string name) => Running.ResourceNotifications.WaitForResourceHealthyAsync(name, Cancellation);

    public Task<ResourceSnapshot> WhenAsync(string name, Func<ResourceSnapshot, bool> fits) => Status(name).WhenAsync(fits, Cancellation);

    public Task<ResourceSnapshot> WhenAsync(string name, ResourceState state) => WhenAsync(name, now => now.State == state);

    public ResourceStatus Status(string name) => Board.Find(name) ?? throw new ArgumentException($"No '{name}'.", nameof(name));

    public Task<ExecuteCommandResult> CommandAsync(string name, string command) => Running.ResourceCommands.ExecuteCommandAsync(name, command, Cancellation);

    /// <summary>The lines of a log once one of them fits.</summary>
    public async Task<string[]> LogAsync(string name, string until)
    {
        var lines = new List<string>();
        await foreach (var line in Status(name).Log.ReadAsync(Cancellation))
        {
            lines.Add(line.Text);
            if (line.Text.Contains(until, StringComparison.Ordinal))
                break;
        }

        return [.. lines];
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
            await _running.DisposeAsync();
        _ports.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
