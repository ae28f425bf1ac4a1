using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.ApiGateway.Limits.Sharing;

/// <summary>How the gateways share their limits in Redis (<c>ConnectionStrings:redis</c>).</summary>
internal sealed class SharingOptions
{
    public const string Section = "Limits:Sharing";

    /// <summary>Time Redis has for an answer before it is left alone. Default 500 ms: long enough for a machine that is busy.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:05", ErrorMessage = "Limits:Sharing:CallTimeout must be from 00:00:00.01 to 00:00:05.")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Pause before Redis is tried again. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00", ErrorMessage = "Limits:Sharing:RetryAfter must be from 00:00:00.05 to 00:01:00.")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Buckets asked for in one call, at most. Default 256.</summary>
    [Range(1, 4_096, ErrorMessage = "Limits:Sharing:BatchSize must be from 1 to 4096 buckets.")]
    public int BatchSize { get; set; } = 256;

    /// <summary>Buckets that wait for their call, at most; those beyond are decided in memory. Default 10,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:Sharing:QueueLimit must be from 1 to 1000000 buckets.")]
    public int QueueLimit { get; set; } = 10_000;
}
