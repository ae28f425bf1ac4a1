using Aspire.Hosting.Supervision;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Lets code start and stop single resources.</summary>
public class ResourceCommandService
{
    private readonly Supervisor _supervisor;
    private readonly SupervisionOptions _options;

    internal ResourceCommandService(Supervisor supervisor, IOptions<SupervisionOptions> options) => (_supervisor, _options) = (supervisor, options.Value);

    /// <summary>Runs a command on all replicas of a resource, or on the one replica named; done once a stop or a kill has ended it, or a start is on its way.</summary>
    /// <param name="resourceId">The name of the resource or replica.</param>
    /// <param name="commandName">One of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the end of what is killed.</param>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var instances = _supervisor.InstancesOf(resourceId).ToArray();
        if (instances.Length == 0)
            return new ExecuteCommandResult { Success = false, ErrorMessage = $"No resource '{resourceId}' runs." };

        if (commandName == KnownResourceCommands.Kill)
            await Task.WhenAll(instances.Select(instance => KillAsync(instance, cancellationToken)));
        else if (commandName is not (KnownResourceCommands.StartCommand or KnownResourceCommands.StopCommand or KnownResourceCommands.RestartCommand))
            return new ExecuteCommandResult { Success = false, ErrorMessage = $"There is no command '{commandName}'." };

        if (commandName is KnownResourceCommands.StopCommand or KnownResourceCommands.RestartCommand)
            await Task.WhenAll(instances.Select(instance => instance.StopAsync(_options.StopWithin)));
        if (commandName is KnownResourceCommands.StartCommand or KnownResourceCommands.RestartCommand)
            foreach (var instance in instances)
                instance.Start();
        return new ExecuteCommandResult { Success = true };
    }

    private static async Task KillAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.Status.Now.ProcessId is not { } processId)
            return;

        instance.Kill();
        await instance.Status.WhenAsync(now => now.ProcessId != processId, cancellationToken);
    }
}

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it was carried out.</summary>
    public required bool Success { get; init; }

    /// <summary>Why it was not.</summary>
    public string? ErrorMessage { get; init; }
}

/// <summary>The names of commands.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts what is down.</summary>
    public const string StartCommand = "resource-start";

    /// <summary>Stops it; it stays down.</summary>
    public const string StopCommand = "resource-stop";

    /// <summary>Stops it and starts it again.</summary>
    public const string RestartCommand = "resource-restart";

    /// <summary>Ends its process as a crash would; only here, not in Aspire.</summary>
    public const string Kill = "resource-kill";
}
