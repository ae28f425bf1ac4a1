using System.ComponentModel;
using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Reporting;
using LeadPlatform.TestHost;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Versus;

/// <summary>
/// <c>./bench versus</c>: two platforms up at once and captured into in turns of a few seconds. What a shared machine does meanwhile happens to both, so a difference of a few
/// per cent shows that two runs, one after the other, would not.
/// </summary>
internal sealed class VersusCommand : AsyncCommand<VersusCommand.Settings>
{
    private const int Connections = 64;

    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--other <DIR>")]
        [Description("Another checkout, built in the configuration of this one (default: this one)")]
        public string? Other { get; init; }

        [CommandOption("--set <NAME=VALUE>")]
        [Description("A setting of the other's services, as a variable of their environment; may be repeated")]
        public string[] Set { get; init; } = [];

        [CommandOption("--turns <N>")]
        [Description("Turns of each (default: 12)")]
        [DefaultValue(12)]
        public int Turns { get; init; }

        [CommandOption("--seconds <N>")]
        [Description("Seconds of captures in a turn (default: 2)")]
        [DefaultValue(2)]
        public int Seconds { get; init; }

        public override ValidationResult Validate() =>
            Turns is < 1 or > 1_000 ? ValidationResult.Error("--turns must be from 1 to 1000.")
            : Seconds is < 1 or > 60 ? ValidationResult.Error("--seconds must be from 1 to 60.")
            : Set.FirstOrDefault(setting => setting.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong ? ValidationResult.Error($"--set {wrong} is not NAME=VALUE.")
            : Set.CountBy(setting => setting.Split('=')[0]).FirstOrDefault(named => named.Value > 1).Key is { } twice ? ValidationResult.Error($"--set {twice} is there twice.")
            : Other is { } other && !File.Exists(RunningPlatform.AppHostOf(other)) ? ValidationResult.Error($"There is no {RunningPlatform.AppHostOf(other)}; build it first.")
            : Other is null && Set.Length == 0 ? ValidationResult.Error("Say what the other one is: --other DIR, --set NAME=VALUE, or both.")
            : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Starting both platforms …");
        using var leads = new LeadLoad();
        await using var first = await Contestant.StartAsync("this", null, []);
        await using var other = await Contestant.StartAsync("the other", settings.Other, settings.Set);
        Contestant[] both = [first, other];
        foreach (var one in both)
        {
            await Quiet.UntilAsync(cancellationToken);
            await one.WarmUpAsync(leads, Connections, cancellationToken);
        }

        for (var turn = 0; turn < settings.Turns; turn++)
        {
            // The first of a turn is the other one in the next.
            foreach (var one in turn % 2 == 0 ? both : both.Reverse())
            {
                await Quiet.UntilAsync(cancellationToken);
                await one.TakeTurnAsync(leads, Connections, TimeSpan.FromSeconds(settings.Seconds), cancellationToken);
            }

            AnsiConsole.WriteLine($"  turn {turn + 1}: {first.Last.PerSecond:N0}/s, the other {other.Last.PerSecond:N0}/s");
        }

        AnsiConsole.WriteLine(Machine.Describe());
        var table = new Table().Border(TableBorder.Simple).AddColumn($"{settings.Turns} turns of {settings.Seconds} s");
        foreach (var title in new[] { "leads/s", "lower", "upper quartile", "CPU s / 1,000", "not captured" })
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var one in both)
            table.AddRow(one.Name, $"{one.PerSecond(0.5):N0}", $"{one.PerSecond(0.25):N0}", $"{one.PerSecond(0.75):N0}", $"{one.CpuOfThousand:0.000}", $"{one.NotCaptured:N0}");
        AnsiConsole.Write(table);
        var (rate, cpu) = (first.PerSecond(0.5) / other.PerSecond(0.5), first.CpuOfThousand / other.CpuOfThousand);
        AnsiConsole.WriteLine($"this one to the other: leads/s {rate:0.000}, CPU of a capture {cpu:0.000}");
        await settings.FinishAsync("versus", new Dictionary<string, double> { ["leads/s"] = first.PerSecond(0.5), ["leads/s of the other"] = other.PerSecond(0.5), ["ratio"] = rate, ["ratio of CPU"] = cpu }, cancellationToken);
        return first.NotCaptured + other.NotCaptured == 0 ? 0 : 1;
    }
}
