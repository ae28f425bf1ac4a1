using Aspire.Hosting.ApplicationModel;

namespace LeadPlatform.TestHost;

/// <summary>Takes a running server away and brings it back, on the same port with the same data.</summary>
public sealed class ServerHandle
{
    private readonly TestApplication _application;
    private readonly string _name;

    internal ServerHandle(TestApplication application, string name) => (_application, _name) = (application, name);

    /// <summary>Stops the server; it stays away until <see cref="StartAsync"/>.</summary>
    public Task StopAsync() => CommandAsync(KnownResourceCommands.StopCommand);

    /// <summary>Starts the server after <see cref="StopAsync"/>, or waits for it after <see cref="KillAsync"/>; done when it answers.</summary>
    public async Task StartAsync()
    {
        await CommandAsync(KnownResourceCommands.StartCommand);
        await _application.Running.ResourceNotifications.WaitForResourceHealthyAsync(_name);
    }

    /// <summary>Ends the server with SIGKILL, as a crash would; done when it is gone. It comes back by itself, half a second later at the earliest.</summary>
    public Task KillAsync() => CommandAsync(KnownResourceCommands.Kill);

    /// <summary>Halts the server as a machine that hangs would: it takes connections and answers nothing until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync() => PlatformProcess.Of(_application.DataDirectory, _name).FreezeAsync();

    /// <summary>Lets it go on after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => PlatformProcess.Of(_application.DataDirectory, _name).ThawAsync();

    private async Task CommandAsync(string command)
    {
        var result = await _application.Running.ResourceCommands.ExecuteCommandAsync(_name, command);
        if (!result.Success)
            throw new InvalidOperationException(result.ErrorMessage);
    }
}
