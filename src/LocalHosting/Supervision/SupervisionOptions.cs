using Aspire.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Supervision;

/// <summary>How processes are watched, restarted and stopped. Times are written <c>hh:mm:ss.fff</c>.</summary>
internal sealed class SupervisionOptions
{
    public const string Section = "Supervision";

    /// <summary>The pause before the first restart; each further one doubles it. Default: 0.5 s.</summary>
    public TimeSpan FirstRestartDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause before a restart. Default: 30 s.</summary>
    public TimeSpan LongestRestartDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a run counts as good, so that the next crash counts as the first. Default: 30 s.</summary>
    public TimeSpan GoodAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many crashes in a row are answered with a restart before the resource counts as failed. Default: 8, about two minutes.</summary>
    public int MaxRestarts { get; set; } = 8;

    /// <summary>How long the stop of everything may take; what runs then is killed. Default: 9 s.</summary>
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>The pause between health checks until the first good one. Default: 0.15 s.</summary>
    public TimeSpan StartingCheckInterval { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The pause between health checks after that. Default: 5 s.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many failed checks in a row make a healthy resource unhealthy. Default: 3.</summary>
    public int FailedChecks { get; set; } = 3;

    /// <summary>After how long a running resource that is not yet healthy is reported, with the reason. Default: 10 s.</summary>
    public TimeSpan ReportUnhealthyAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before restart number <paramref name="restart"/>, counted from 1.</summary>
    public TimeSpan RestartDelay(int restart) =>
        TimeSpan.FromTicks((long)Math.Min(LongestRestartDelay.Ticks, FirstRestartDelay.Ticks * Math.Pow(2, restart - 1)));
}

internal sealed class SupervisionOptionsValidator : IValidateOptions<SupervisionOptions>
{
    public ValidateOptionsResult Validate(string? name, SupervisionOptions options) => new SettingRanges(SupervisionOptions.Section)
        .Within(nameof(SupervisionOptions.FirstRestartDelay), options.FirstRestartDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10))
        .Within(nameof(SupervisionOptions.LongestRestartDelay), options.LongestRestartDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .Within(nameof(SupervisionOptions.GoodAfter), options.GoodAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(24))
        .Within(nameof(SupervisionOptions.MaxRestarts), options.MaxRestarts, 0, 1000)
        .Within(nameof(SupervisionOptions.StopWithin), options.StopWithin, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
        .Within(nameof(SupervisionOptions.StartingCheckInterval), options.StartingCheckInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10))
        .Within(nameof(SupervisionOptions.CheckInterval), options.CheckInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .Within(nameof(SupervisionOptions.FailedChecks), options.FailedChecks, 1, 1000)
        .Within(nameof(SupervisionOptions.ReportUnhealthyAfter), options.ReportUnhealthyAfter, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1))
        .Result;
}
