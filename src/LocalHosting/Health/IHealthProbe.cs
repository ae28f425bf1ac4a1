namespace Aspire.Hosting.Health;

/// <summary>Asks a running resource whether it does its work.</summary>
internal interface IHealthProbe
{
    /// <summary>Null where it does, else a sentence that says what is wrong. Throws nothing but cancellation.</summary>
    Task<string?> CheckAsync(int replica, CancellationToken cancellationToken);
}

internal sealed record HealthProbeAnnotation(IHealthProbe Probe) : IResourceAnnotation;
