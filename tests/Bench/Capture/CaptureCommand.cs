using System.ComponentModel;
using LeadPlatform.Bench.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Capture;

/// <summary><c>./bench capture</c>.</summary>
internal sealed class CaptureCommand : AsyncCommand<CaptureCommand.Settings>
{
    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--quick")]
        [Description("One short round instead of three: under two minutes")]
        public bool Quick { get; init; }

        [CommandOption("--connections <N>")]
        [Description("Connections of the load generator (default: 64)")]
        [DefaultValue(64)]
        public int Connections { get; init; }

        [CommandOption("--rounds <N>")]
        [Description("Rounds of every baseline and of the platform (default: 3, quick: 1)")]
        public int? Rounds { get; init; }

        public override ValidationResult Validate() =>
            Connections is < 1 or > 10_000 ? ValidationResult.Error("--connections must be from 1 to 10000.")
            : Rounds is < 1 or > 100 ? ValidationResult.Error("--rounds must be from 1 to 100.")
            : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.OpenAsync(settings.Connections, cancellationToken);
        var seconds = settings.Quick ? new Seconds(Warm: 4, Plain: 5, Proxy: 8, PgBench: 6, Platform: 10) : new Seconds(Warm: 8, Plain: 6, Proxy: 10, PgBench: 10, Platform: 15);
        await stage.WarmUpAsync(seconds, cancellationToken);
        var rounds = new List<Round>();
        for (var i = 0; i < (settings.Rounds ?? (settings.Quick ? 1 : 3)); i++)
            rounds.Add(await stage.RunAsync(seconds, cancellationToken));

        var report = new CaptureReport(Machine.Describe(), settings.Connections, Round.Median(rounds), stage.Memory(), await stage.CheckStoredAsync(cancellationToken));
        report.Print(rounds);
        await settings.FinishAsync("capture", report.Figures(), cancellationToken);
        return report.Faults().Count == 0 ? 0 : 1;
    }
}
