using System.ComponentModel;
using System.Diagnostics;
using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;
using LeadPlatform.Bench.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Whole;

/// <summary><c>./bench whole</c>: captures as fast as it goes, then how fast what they left to do is done: qualified, assigned, recorded.</summary>
internal sealed class WholeCommand : AsyncCommand<WholeCommand.Settings>
{
    private const double MustPerSecond = 2_000;
    private const int Connections = 64;

    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--seconds <N>")]
        [Description("Seconds of captures (default: 15)")]
        [DefaultValue(15)]
        public int Seconds { get; init; }

        public override ValidationResult Validate() => Seconds is < 2 or > 3_600 ? ValidationResult.Error("--seconds must be from 2 to 3600.") : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Starting the platform …");
        await using var platform = await MeasuredPlatform.StartAsync();
        using var leads = new LeadLoad();
        await platform.CaptureAsync(leads, Connections, TimeSpan.FromSeconds(5), cancellationToken);
        await platform.DrainAsync(cancellationToken);

        var load = await platform.CaptureAsync(leads, Connections, TimeSpan.FromSeconds(settings.Seconds), cancellationToken);
        var waiting = await platform.CountUnfinishedAsync(cancellationToken);
        var before = platform.Processes.ToDictionary(process => process.Name, process => process.Use());
        var started = Stopwatch.GetTimestamp();
        await platform.DrainAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;

        AnsiConsole.WriteLine(Machine.Describe());
        AnsiConsole.WriteLine($"captured {load.Ok:N0} leads at {load.PerSecond:N0}/s; {waiting:N0} had no outcome yet: qualified, assigned and recorded in {took:0.0} s, {waiting / took:N0}/s (must {MustPerSecond:N0})");
        var table = new Table().Border(TableBorder.Simple).AddColumn("of the platform").AddColumn(new TableColumn("CPU s / 1,000").RightAligned());
        var figures = new Dictionary<string, double> { ["outcomes/s"] = waiting / took };
        foreach (var process in platform.Processes)
        {
            var cpu = (process.Use() - before[process.Name]).CpuSeconds / waiting * 1000;
            figures[$"{process.Name} CPU s / 1,000"] = cpu;
            table.AddRow(process.Name, $"{cpu:0.000}");
        }

        AnsiConsole.Write(table);
        await settings.FinishAsync("whole", figures, cancellationToken);
        return waiting / took >= MustPerSecond ? 0 : 1;
    }
}
