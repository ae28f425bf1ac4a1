namespace LeadPlatform.ApiGateway.Limits;

/// <summary>A token bucket: a burst at once, and a rate at which it fills again.</summary>
internal sealed record Rate
{
    /// <summary>Requests a second, 0.01 to 1,000,000.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Requests that may come at once, 1 to 1,000,000.</summary>
    public int Burst { get; init; }
}
