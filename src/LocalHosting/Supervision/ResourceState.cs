namespace Aspire.Hosting.Supervision;

/// <summary>Where a resource is in its life.</summary>
internal enum ResourceState
{
    /// <summary>Others must be up first.</summary>
    Waiting,

    /// <summary>Its files are prepared and its process is started.</summary>
    Starting,

    /// <summary>The process runs; its health is unknown or not good.</summary>
    Running,

    /// <summary>The process runs and does its work.</summary>
    Healthy,

    /// <summary>It crashed and is started again after a pause.</summary>
    Restarting,

    /// <summary>It could not be started, or crashed too often; it stays down.</summary>
    Failed,

    /// <summary>It did its work and ended.</summary>
    Finished,

    /// <summary>It was asked to end.</summary>
    Stopping,

    /// <summary>It ended as asked.</summary>
    Stopped,
}
