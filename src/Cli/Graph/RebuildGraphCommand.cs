using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Graph;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Graph;

/// <summary><c>leads graph rebuild</c>: starts it, or joins the one that runs, and shows how far it is until it ends. Ctrl+C asks whether to cancel it; where nobody can be asked it goes on without us.</summary>
internal sealed class RebuildGraphCommand : AsyncCommand<ServerSettings>
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var rebuild = await platform.PostAsync("v1/graph/rebuilds", null, CliJson.Default.GraphRebuildView, again: true, cancellationToken);
        try
        {
            rebuild = await Bars.RunAsync("Rebuild", rebuild.Total, bar => UntilEndAsync(platform, rebuild, bar, cancellationToken), hidden: settings.Json);
        }
        catch (OperationCanceledException)
        {
            await LeaveAsync(platform, rebuild);
            throw;
        }

        if (settings.Json)
            Say.Result(rebuild, CliJson.Default.GraphRebuildView);
        else
            Say.Result($"Rebuild {rebuild.RebuildId} is {rebuild.Status}: {rebuild.Written} leads written, {rebuild.Removed} removed.");
        if (rebuild.Failure is { } failure)
            Say.Error(failure);
        return rebuild.Status == GraphRebuildStatus.Done ? ExitCode.Ok : ExitCode.Refused;
    }

    private static async Task<GraphRebuildView> UntilEndAsync(Platform platform, GraphRebuildView rebuild, Action<long, string?> bar, CancellationToken cancellationToken)
    {
        while (!GraphRebuildStatus.IsEnd(rebuild.Status))
        {
            bar(rebuild.Written, $"{rebuild.Written} of {rebuild.Total} leads");
            await Task.Delay(LookAgain, cancellationToken);
            rebuild = await platform.GetAsync($"v1/graph/rebuilds/{rebuild.RebuildId}", CliJson.Default.GraphRebuildView, cancellationToken);
        }

        return rebuild;
    }

    private static async Task LeaveAsync(Platform platform, GraphRebuildView rebuild)
    {
        if (Say.CanAsk && await Say.People.ConfirmAsync("Cancel the rebuild? What it has written stays. (No leaves it running.)", defaultValue: false, CancellationToken.None))
        {
            await platform.PostAsync($"v1/graph/rebuilds/{rebuild.RebuildId}/cancel", null, CliJson.Default.GraphRebuildView, again: true, CancellationToken.None);
            Say.Note($"Rebuild {rebuild.RebuildId} is cancelled.");
        }
        else
        {
            Say.Note($"Rebuild {rebuild.RebuildId} goes on; 'leads graph rebuild' joins it again.");
        }
    }
}

/// <summary><c>leads graph cancel</c>: for what runs in the background.</summary>
internal sealed class CancelGraphRebuildCommand : AsyncCommand<CancelGraphRebuildCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandArgument(0, "<ID>")]
        [System.ComponentModel.Description("The rebuild")]
        public Guid Id { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var rebuild = await platform.PostAsync($"v1/graph/rebuilds/{settings.Id}/cancel", null, CliJson.Default.GraphRebuildView, again: true, cancellationToken);
        if (settings.Json)
            Say.Result(rebuild, CliJson.Default.GraphRebuildView);
        else
            Say.Result($"Rebuild {rebuild.RebuildId} is {rebuild.Status}: {rebuild.Written} of {rebuild.Total} leads written.");
        return ExitCode.Ok;
    }
}
