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
        string? cursor = null;
        do
        {
            var page = await platform.GetAsync($"v1/sources{QueryText.Of(("cursor", cursor))}", CliJson.Default.PageSourceView, cancellationToken);
            foreach (var source in page.Items)
            {
                if (settings.Json)
                    Say.Result(source, CliJson.Default.SourceView);
                else
                    Say.Result(SourceText.Line(source));
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return ExitCode.Ok;
    }
}
