using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Vectors;

/// <summary><c>leads vectors status</c>.</summary>
internal sealed class StatusCommand : AsyncCommand<ServerSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var view = await platform.GetAsync("v1/vectors", CliJson.Default.VectorsView, cancellationToken);
        if (settings.Json)
        {
            Say.Result(view, CliJson.Default.VectorsView);
            return ExitCode.Ok;
        }

        Say.Result($"{view.Provider}, {view.Model} ({view.Dimensions} numbers): {view.Stored} vectors stored, {view.Indexed?.ToString() ?? "an unknown number"} in the index");
        if (view.Rebuild is { } rebuild)
            Say.Result(RebuildCommand.Line(rebuild));
        return ExitCode.Ok;
    }
}
