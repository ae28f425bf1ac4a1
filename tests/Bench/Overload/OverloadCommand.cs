using System.ComponentModel;
using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;
using LeadPlatform.Bench.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Overload;

/// <summary>
/// <c>./bench overload</c>: first the peak, then many connections that pause between their posts, offering a multiple of it whatever they are answered. What is refused
/// must be refused quickly, and what is captured must stay near the peak. On the cores that also answer no generator can offer four times of what the platform takes,
/// so a second platform has its capacity cut.
/// </summary>
internal sealed class OverloadCommand : AsyncCommand<OverloadCommand.Settings>
{
    private const int PeakConnections = 64;
    private const double MustOfPeak = 0.8;
    private const double MustRefuseMs = 50;

    /// <summary>One call at a time with 4 leads at most, some 1,000 leads a second, so that the cores that offer are not the ones that are missed; 200 may wait.</summary>
    private static readonly (string, string)[] CutCapacity = [("Captures__Senders", "1"), ("Captures__BatchSize", "4"), ("Captures__QueueLimit", "200")];

    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--seconds <N>")]
        [Description("Seconds of each load (default: 12)")]
        [DefaultValue(12)]
        public int Seconds { get; init; }

        public override ValidationResult Validate() => Seconds is < 2 or > 3_600 ? ValidationResult.Error("--seconds must be from 2 to 3600.") : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine(Machine.Describe());
        var duration = TimeSpan.FromSeconds(settings.Seconds);
        var whole = await RunAsync("whole capacity", [], [2], connections: 4_000, duration, cancellationToken);
        var cut = await RunAsync("capacity cut", CutCapacity, [2, 4], connections: 2_000, duration, cancellationToken);
        await settings.FinishAsync("overload", whole.Figures("whole").Concat(cut.Figures("cut")).ToDictionary(), cancellationToken);
        return cut.OfPeak >= MustOfPeak && whole.OfPeak >= MustOfPeak && cut.Last.RefusedMs(0.99) < MustRefuseMs && cut.Last.WithoutRetryAfter == 0 && cut.NothingLost && whole.NothingLost ? 0 : 1;
    }

    private static async Task<OverloadReport> RunAsync(
        string title, (string, string)[] platformSettings, double[] steps, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var platform = await MeasuredPlatform.StartAsync(platformSettings);
        using var leads = new LeadLoad();
        LoadResult peak = null!;
        // The first warms up.
        for (var i = 0; i < 2; i++)
        {
            peak = await platform.CaptureAsync(leads, PeakConnections, duration, cancellationToken);
            await platform.DrainAsync(cancellationToken);
        }

        var report = new OverloadReport(title, peak.PerSecond);
        foreach (var of in steps)
        {
            var pause = TimeSpan.FromSeconds(connections / (of * peak.PerSecond));
            var step = await Step.RunAsync(platform, () => platform.CaptureAsync(leads, connections, duration, cancellationToken, count: true, pause), cancellationToken);
            report.Add(of, step, platform);
            await platform.DrainAsync(cancellationToken);
        }

        report.Print(platform.Acknowledged, await platform.CountLeadsAsync(cancellationToken));
        return report;
    }
}
