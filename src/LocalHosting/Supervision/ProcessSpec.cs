using Aspire.Hosting.Data;
using Aspire.Hosting.Logs;

namespace Aspire.Hosting.Supervision;

/// <summary>What is started.</summary>
internal sealed record ProcessSpec(string Program, IReadOnlyList<string> Arguments)
{
    public string WorkingDirectory { get; init; } = "/";

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the process sees the AppHost's own variables too.</summary>
    public bool InheritsEnvironment { get; init; }

    /// <summary>The user it runs as; null for this one.</summary>
    public PosixAccount? Account { get; init; }

    /// <summary>The signal that asks it to end.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;
}

/// <summary>One start of one replica of a resource.</summary>
internal sealed record Launch(
    IResource Resource, int Replica, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Arguments, DataDirectory Data, ResourceLog Log,
    Launcher Launcher);

/// <summary>Knows how a resource runs as a process here.</summary>
internal interface IProcessSource
{
    /// <summary>Prepares files and says what to start.</summary>
    /// <exception cref="DistributedApplicationException">The process can't be started, now or later.</exception>
    Task<ProcessSpec> PrepareAsync(Launch launch, CancellationToken cancellationToken);
}

/// <param name="Source">How the resource runs.</param>
/// <param name="RunsForever">Whether an end with code 0 is a crash too, as of a server.</param>
internal sealed record ProcessSourceAnnotation(IProcessSource Source, bool RunsForever) : IResourceAnnotation;
