using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Supervision;

/// <summary>How processes are watched, restarted and stopped. Times are written <c>hh:mm:ss.fff</c>.</summary>
internal sealed class SupervisionOptions
{
    public const string Section = "Supervision";

    /// <summary>The pause before the first restart; each further one doubles it. Default: 0.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00", ErrorMessage = "Supervision:FirstRestartDelay must be from 00:00:00.010 to 00:10:00.")]
    public TimeSpan FirstRestartDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause before a restart. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ErrorMessage = "Supervision:LongestRestartDelay must be from 00:00:00.010 to 01:00:00.")]
    public TimeSpan LongestRestartDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a run counts as good, so that the next crash counts as the first. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00", ErrorMessage = "Supervision:GoodAfter must be from 00:00:00.010 to 1.00:00:00.")]
    public TimeSpan GoodAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many crashes in a row are answered with a restart before the resource counts as failed. Default: 8, about two minutes.</summary>
    [Range(0, 1000, ErrorMessage = "Supervision:MaxRestarts must be from 0 to 1000.")]
    public int MaxRestarts { get; set; } = 8;

    /// <summary>How long the stop of everything may take; what runs then is killed. Default: 9 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Supervision:StopWithin must be from 00:00:00.100 to 00:10:00.")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>The pause between health checks until the first good one. Default: 0.15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00", ErrorMessage = "Supervision:StartingCheckInterval must be from 00:00:00.010 to 00:10:00.")]
    public TimeSpan StartingCheckInterval { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The pause between health checks after that. Default: 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ErrorMessage = "Supervision:CheckInterval must be from 00:00:00.010 to 01:00:00.")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many failed checks in a row make a healthy resource unhealthy. Default: 3.</summary>
    [Range(1, 1000, ErrorMessage = "Supervision:FailedChecks must be from 1 to 1000.")]
    public int FailedChecks { get; set; } = 3;

    /// <summary>After how long a running resource that is not yet healthy is reported, with the reason. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ErrorMessage = "Supervision:ReportUnhealthyAfter must be from 00:00:00.010 to 01:00:00.")]
    public TimeSpan ReportUnhealthyAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before restart number <paramref name="restart"/>, counted from 1.</summary>
    public TimeSpan RestartDelay(int restart) =>
        TimeSpan.FromTicks((long)Math.Min(LongestRestartDelay.Ticks, FirstRestartDelay.Ticks * Math.Pow(2, restart - 1)));
}

[OptionsValidator]
internal sealed partial class SupervisionOptionsValidator : IValidateOptions<SupervisionOptions>;
