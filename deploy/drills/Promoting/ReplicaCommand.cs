using LeadPlatform.Drills.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Drills.Promoting;

/// <summary><c>replica</c>: see <see cref="ReplicaDrill"/>.</summary>
internal sealed class ReplicaCommand : AsyncCommand<DrillSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, DrillSettings settings, CancellationToken cancellationToken)
    {
        await using var drill = new ReplicaDrill(settings.Short ? ReplicaOptions.Short : new ReplicaOptions(), TimeProvider.System, AnsiConsole.WriteLine);
        var report = await drill.RunAsync(cancellationToken);
        await settings.WriteAsync(report, cancellationToken);
        return Verdict.Print(report.Lines(), report.Faults());
    }
}
