using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Vectors;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Vectors;

/// <summary><c>leads vectors rebuild</c>: starts one, or joins the one that runs, and shows how far it is. Ending the command does not end the rebuild.</summary>
internal sealed class RebuildCommand : AsyncCommand<RebuildCommand.Settings>
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--no-wait")]
        [Description("Start it and leave it to itself")]
        public bool NoWait { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var rebuild = await platform.PostAsync("v1/vectors/rebuild", null, CliJson.Default.RebuildView, again: true, cancellationToken);
        var (started, told) = (rebuild.RebuildId, -1L);
        while (!settings.NoWait && rebuild.Status == RebuildStatus.Running)
        {
            if (rebuild.Done != told)
                Say.Note(Line(rebuild));
            told = rebuild.Done;
            await Task.Delay(Look, cancellationToken);
            var last = (await platform.GetAsync("v1/vectors", CliJson.Default.VectorsView, cancellationToken)).Rebuild;
            if (last?.RebuildId != started)
                throw new CliException(ExitCode.Refused, "Another rebuild has begun since; 'leads vectors status' shows it.");
            rebuild = last;
        }

        if (settings.Json)
            Say.Result(rebuild, CliJson.Default.RebuildView);
        else
            Say.Result(Line(rebuild));
        return rebuild.Status == RebuildStatus.Abandoned ? ExitCode.Refused : ExitCode.Ok;
    }

    internal static string Line(RebuildView rebuild) =>
        $"Rebuild {rebuild.RebuildId} is {rebuild.Status}: {rebuild.Done} of {rebuild.Total} leads{(rebuild.Total > 0 ? $" ({Math.Min(100, 100 * rebuild.Done / rebuild.Total)} %)" : "")}";
}
