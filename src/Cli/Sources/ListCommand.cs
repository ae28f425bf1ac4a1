using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Sources;

/// <summary><c>leads sources list</c>: all of them, newest first.</summary>
internal sealed class ListCommand : AsyncCommand<ServerSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        await foreach (var source in platform.AllAsync(cursor => $"v1/sources{QueryText.Of(("cursor", cursor))}", CliJson.Default.PageSourceView, cancellationToken))
        {
            if (settings.Json)
                Say.Result(source, CliJson.Default.SourceView);
            else
                Say.Result(SourceText.Line(source));
        }

        return ExitCode.Ok;
    }
}
