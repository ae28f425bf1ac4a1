using System.ComponentModel;
using System.Text.Json;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Following;

/// <summary><c>leads tail</c>: changes of leads the caller may see, until Ctrl+C.</summary>
internal sealed class TailCommand : AsyncCommand<TailCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--count <N>")]
        [Description("End after so many changes")]
        public int? Count { get; init; }

        public override ValidationResult Validate() =>
            base.Validate() is { Successful: false } wrong ? wrong : Count is < 1 ? ValidationResult.Error("--count must be 1 or more.") : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var left = settings.Count ?? int.MaxValue;
        await foreach (var item in ServerEvents.FollowAsync(platform, "v1/leads/stream", cancellationToken))
        {
            if (item.EventType == ServerEvents.Connected)
                Say.Note($"Following leads at {platform.Server}; Ctrl+C ends it.");
            if (item.EventType is ServerEvents.Reconnected or "reload")
                Say.Note("Some changes may have been missed.");
            if (item.EventType != "lead" || JsonSerializer.Deserialize(item.Data, CliJson.Default.LeadChange) is not { } change)
                continue;
            if (settings.Json)
                Say.Result(change, CliJson.Default.LeadChange);
            else
                Say.Result($"{change.At:yyyy-MM-ddTHH:mm:ss.fffZ} {change.LeadId} {change.Status}");
            if (--left == 0)
                break;
        }

        return ExitCode.Ok;
    }
}
