using System.Text.Json;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Following;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Importing;
using Spectre.Console;

namespace LeadPlatform.Cli.Importing;

/// <summary>Shows how far an import is until it ends. Ctrl+C asks whether to cancel it; where nobody can be asked it goes on without us.</summary>
internal sealed class ImportFollower(Platform platform, bool quiet)
{
    /// <returns>As it ended.</returns>
    public async Task<ImportView> FollowAsync(ImportView import, CancellationToken cancellationToken)
    {
        try
        {
            return await Bars.RunAsync("Import", import.Progress.FileBytes, bar => UntilEndAsync(import, bar, cancellationToken), hidden: quiet);
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(import);
            throw;
        }
    }

    private async Task<ImportView> UntilEndAsync(ImportView import, Action<long, string?> bar, CancellationToken cancellationToken)
    {
        await foreach (var item in ServerEvents.FollowAsync(platform, import.Links.Events.TrimStart('/'), cancellationToken))
        {
            if (item.EventType != "import" || JsonSerializer.Deserialize(item.Data, CliJson.Default.ImportView) is not { } now)
                continue;
            bar(now.Progress.BytesRead, Line(now.Progress));
            if (ImportStatus.IsEnd(now.Status))
                return now;
        }

        throw new CliException(ExitCode.Unreachable, "The import can't be followed any more.");
    }

    private async Task LeaveAsync(ImportView import)
    {
        var cancel = Say.CanAsk && await Say.People.ConfirmAsync("Cancel the import? What it has captured stays. (No leaves it running.)", defaultValue: false, CancellationToken.None);
        if (cancel)
        {
            using var answer = await platform.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, import.Links.Cancel.TrimStart('/')), again: true, CancellationToken.None);
            Say.Note($"Import {import.ImportId} is cancelled.");
        }
        else
        {
            Say.Note($"Import {import.ImportId} goes on; GET {import.Links.Self} tells how far it is.");
        }
    }

    private static string Line(ImportProgress progress) =>
        $"{progress.RowsRead} rows, {progress.RowsPerSecond:0}/s{(progress.SecondsLeft is { } left ? $", {TimeSpan.FromSeconds(Math.Min(left, 359_999)):hh\\:mm\\:ss} left" : "")}";
}
