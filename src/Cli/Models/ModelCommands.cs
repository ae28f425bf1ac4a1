using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Models;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Models;

/// <summary><c>leads models list</c>.</summary>
internal sealed class ListCommand : AsyncCommand<ServerSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var view = await platform.GetAsync("v1/models", CliJson.Default.ModelsView, cancellationToken);
        if (settings.Json)
        {
            Say.Result(view, CliJson.Default.ModelsView);
            return ExitCode.Ok;
        }

        Say.Result($"Leads are scored by {InUse(view.Current)}; {view.Dispositions} outcomes are known, a training needs {view.Needed}.");
        if (view.LastRun is { } run)
            Say.Result(Line(run));
        foreach (var model in view.Models)
            Say.Result(
                $"{(model.Version == view.Current ? "*" : " ")} {model.Version}  {model.TrainedAt:yyyy-MM-ddTHH:mm:ssZ}  {model.Leads} leads, {model.Bound} bound; on {model.HeldBack} held back AUC {model.Auc:0.000} "
                + $"({model.Against}: {model.AgainstAuc:0.000}), Brier {model.Brier:0.0000}, log-loss {model.LogLoss:0.0000}  {model.Chosen}");
        return ExitCode.Ok;
    }

    internal static string InUse(int? version) => version is { } number ? $"model {number}" : "points";

    internal static string Line(ModelRunView run) => $"Training of {run.AskedAt:yyyy-MM-ddTHH:mm:ssZ}: {run.Status}{(run.Version is { } version ? $", model {version}" : "")}. {run.Note}".TrimEnd();
}

/// <summary><c>leads models train</c>: asks for a training and waits for its end.</summary>
internal sealed class TrainCommand : AsyncCommand<ServerSettings>
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var run = await platform.PostAsync("v1/models/train", null, CliJson.Default.ModelRunView, again: false, cancellationToken);
        var (asked, told) = (run.RunId, "");
        while (run.EndedAt is null)
        {
            if (run.Status != told)
                Say.Note(ListCommand.Line(run));
            told = run.Status;
            await Task.Delay(Look, cancellationToken);
            var last = (await platform.GetAsync("v1/models", CliJson.Default.ModelsView, cancellationToken)).LastRun;
            if (last?.RunId != asked)
                throw new CliException(ExitCode.Refused, "Another training was asked for since; 'leads models list' shows it.");
            run = last;
        }

        if (settings.Json)
            Say.Result(run, CliJson.Default.ModelRunView);
        else
            Say.Result(ListCommand.Line(run));
        return run.Status is ModelRunStatus.Promoted or ModelRunStatus.Kept ? ExitCode.Ok : ExitCode.Refused;
    }
}

/// <summary><c>leads models promote</c>.</summary>
internal sealed class PromoteCommand : AsyncCommand<PromoteCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandArgument(0, "<VERSION>")]
        [Description("Its version, as listed")]
        public int Version { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        using var answer = await platform.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"v1/models/{settings.Version}/promote"), again: false, cancellationToken);
        Say.Result($"Leads are scored by model {settings.Version} within a minute.");
        return ExitCode.Ok;
    }
}

/// <summary><c>leads models rollback</c>.</summary>
internal sealed class RollbackCommand : AsyncCommand<ServerSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var now = await platform.PostAsync("v1/models/rollback", null, CliJson.Default.ModelInUse, again: false, cancellationToken);
        if (settings.Json)
            Say.Result(now, CliJson.Default.ModelInUse);
        else
            Say.Result($"Leads are scored by {ListCommand.InUse(now.Version)} within a minute.");
        return ExitCode.Ok;
    }
}
