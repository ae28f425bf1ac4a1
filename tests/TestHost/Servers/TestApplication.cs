using Aspire.Hosting;

namespace LeadPlatform.TestHost;

/// <summary>Servers in a temporary directory that goes with them.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private DistributedApplication? _running;

    public TestApplication(string name)
    {
        _directory = Directory.CreateTempSubdirectory($"leadplatform-{name}-");

        // PostgreSQL runs as another user where the tests run as root; it passes through to its own directory.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            ProjectDirectory = _directory.FullName,
            DisableDashboard = true,
            Args = ["--data", _directory.FullName, "--Terminal:Quiet", "true", "--Supervision:StartingCheckInterval", "00:00:00.030"],
        });
    }

    public IDistributedApplicationBuilder Builder { get; }

    public string DataDirectory => _directory.FullName;

    public DistributedApplication Running => _running ?? throw new InvalidOperationException("The servers have not started.");

    public async Task StartAsync(params string[] resources)
    {
        _running = Builder.Build();
        await _running.StartAsync();
        await Task.WhenAll(resources.Select(resource => _running.ResourceNotifications.WaitForResourceHealthyAsync(resource)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
            await _running.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
