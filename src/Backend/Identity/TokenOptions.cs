using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Backend.Identity;

/// <summary>How long tokens and sessions live.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Identity:Tokens";

    /// <summary>Access tokens of users. Default 15 minutes, 1 to 60 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = "Identity:Tokens:UserAccess must be from 00:01:00 to 01:00:00.")]
    public TimeSpan UserAccess { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Access tokens by client credentials. Default 30 minutes, 1 minute to 2 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00", ErrorMessage = "Identity:Tokens:ClientAccess must be from 00:01:00 to 02:00:00.")]
    public TimeSpan ClientAccess { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Access tokens that stand for an API key. Default 10 minutes, 1 to 60 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = "Identity:Tokens:KeyAccess must be from 00:01:00 to 01:00:00.")]
    public TimeSpan KeyAccess { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>From one refresh to the next. Default 14 days, 1 hour to 90 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00", ErrorMessage = "Identity:Tokens:Refresh must be from 01:00:00 to 90.00:00:00.")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// How long a refresh token that was used is taken again, for a client that lost the answer; later use revokes all that came of the sign-in.
    /// Default 15 seconds, none to 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Identity:Tokens:ReuseLeeway must be from 00:00:00 to 00:01:00.")]
    public TimeSpan ReuseLeeway { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The sign-in session in the browser, from one use to the next. Default 8 hours, 5 minutes to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00", ErrorMessage = "Identity:Tokens:Session must be from 00:05:00 to 30.00:00:00.")]
    public TimeSpan Session { get; set; } = TimeSpan.FromHours(8);
}
