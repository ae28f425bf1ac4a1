using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Backend.Identity.Keys;

/// <summary>How the keys of the token server change.</summary>
internal sealed class KeyOptions
{
    public const string Section = "Identity:Keys";

    /// <summary>How long a key signs. Default 30 days, 1 to 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00", ErrorMessage = "Identity:Keys:RotateEvery must be from 1.00:00:00 to 365.00:00:00.")]
    public TimeSpan RotateEvery { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a key is published before it signs. Default 1 day, 2 hours to 7 days: services read the published keys every half hour.</summary>
    [Range(typeof(TimeSpan), "02:00:00", "7.00:00:00", ErrorMessage = "Identity:Keys:PublishAhead must be from 02:00:00 to 7.00:00:00.")]
    public TimeSpan PublishAhead { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What new signing keys are for: <c>RS256</c> (default) or <c>ES256</c>.</summary>
    [RegularExpression("RS256|ES256", ErrorMessage = "Identity:Keys:Algorithm must be RS256 or ES256.")]
    public string Algorithm { get; set; } = "RS256";

    /// <summary>How often it is looked whether a key is due, and what other instances have changed. Default 1 minute, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Identity:Keys:CheckEvery must be from 00:00:01 to 00:10:00.")]
    public TimeSpan CheckEvery { get; set; } = TimeSpan.FromMinutes(1);
}
