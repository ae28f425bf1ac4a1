namespace Aspire.Hosting.Supervision;

/// <summary>What is known about one replica at one time.</summary>
internal sealed record ResourceSnapshot(string Name, IResource Resource, int Replica, ResourceState State)
{
    /// <summary>What it waits for, why it failed, or what its health check says; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>The start of the running process.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public int? ExitCode { get; init; }

    public int Restarts { get; init; }

    /// <summary>Whether running is all that can be known.</summary>
    public bool HasHealth { get; init; }

    /// <summary>The number of the last log line before the start of the running process.</summary>
    public long LogStart { get; init; }

    /// <summary>Whether others need not wait for it any longer.</summary>
    public bool IsUp => State == ResourceState.Healthy || (State == ResourceState.Running && !HasHealth);

    public bool HasEnded => State is ResourceState.Failed or ResourceState.Finished or ResourceState.Stopped;
}
