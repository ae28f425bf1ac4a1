using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Frontend.Forms.Checks;

/// <summary>What keeps machines from filling in forms. Whoever looks like one is asked for a little work or patience, never for a puzzle.</summary>
internal sealed class CheckOptions
{
    public const string Section = "Forms:Checks";

    /// <summary>Time from the first page to the last button below which nobody fills in a form by hand. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Forms:Checks:MinimumTime must be from 00:00:00 to 00:01:00.")]
    public TimeSpan MinimumTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Time after which a page must be shown again before it is sent. Default 12 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "Forms:Checks:MaximumAge must be from 00:01:00 to 7.00:00:00.")]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long somebody who looks like a machine waits, where no script does the work. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "Forms:Checks:Wait must be from 00:00:00 to 00:05:00.")]
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Zero bits at the start of the hash that a script must find. Default 16: 65,000 tries, about 2 s of a phone.</summary>
    [Range(0, 24, ErrorMessage = "Forms:Checks:Difficulty must be from 0 to 24 bits.")]
    public int Difficulty { get; set; } = 16;

    /// <summary>Over this time what comes from an address is counted. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Forms:Checks:Window must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Inquiries from one address in <see cref="Window"/> that nobody wonders about. Default 10: many households share an address.</summary>
    [Range(1, 100_000, ErrorMessage = "Forms:Checks:FreePerAddress must be from 1 to 100000 inquiries.")]
    public int FreePerAddress { get; set; } = 10;

    /// <summary>Inquiries from one address in <see cref="Window"/>, at most. Default 50.</summary>
    [Range(1, 100_000, ErrorMessage = "Forms:Checks:MostPerAddress must be from 1 to 100000 inquiries.")]
    public int MostPerAddress { get; set; } = 50;

    /// <summary>Time Redis has to tell what the other instances counted; past it this instance goes by its own counts. Default 0.25 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:05", ErrorMessage = "Forms:Checks:SharedTimeout must be from 00:00:00.01 to 00:00:05.")]
    public TimeSpan SharedTimeout { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Inquiries that one run through a form may send, corrected ones included. Default 5.</summary>
    [Range(1, 100, ErrorMessage = "Forms:Checks:MostPerPage must be from 1 to 100 inquiries.")]
    public int MostPerPage { get; set; } = 5;
}
