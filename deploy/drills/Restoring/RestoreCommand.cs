using LeadPlatform.Drills.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Drills.Restoring;

/// <summary><c>restore</c>: see <see cref="RestoreDrill"/>.</summary>
internal sealed class RestoreCommand : AsyncCommand<DrillSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, DrillSettings settings, CancellationToken cancellationToken)
    {
        await using var drill = new RestoreDrill(settings.Short ? RestoreOptions.Short : new RestoreOptions(), TimeProvider.System, AnsiConsole.WriteLine);
        var report = await drill.RunAsync(cancellationToken);
        await settings.WriteAsync(report, cancellationToken);
        return Verdict.Print(report.Lines(), report.Faults);
    }
}
