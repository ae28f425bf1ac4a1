using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Backend.Sources.Keys;

/// <summary>How keys are kept.</summary>
internal sealed class KeyOptions
{
    public const string Section = "SourceKeys";

    /// <summary>How long the old key goes on after a rotation that says nothing else. Default 1 day, 0 to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ErrorMessage = "SourceKeys:RotationOverlap must be from 00:00:00 to 30.00:00:00.")]
    public TimeSpan RotationOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often it is written which keys were used, all at once. Default 30 s, 0.1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "SourceKeys:WriteUsesEvery must be from 00:00:00.1 to 00:10:00.")]
    public TimeSpan WriteUsesEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Keys of one source that are neither revoked nor expired, at most. Default 20, 1 to 1000.</summary>
    [Range(1, 1000, ErrorMessage = "SourceKeys:MaxPerSource must be from 1 to 1000.")]
    public int MaxPerSource { get; set; } = 20;
}
