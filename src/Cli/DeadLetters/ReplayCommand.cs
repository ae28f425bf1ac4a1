using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.DeadLetters;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.DeadLetters;

/// <summary><c>leads dead-letters replay</c>: one, or batch by batch those of a filter.</summary>
internal sealed class ReplayCommand : AsyncCommand<ReplayCommand.Settings>
{
    internal sealed class Settings : LetterFilter
    {
        [CommandArgument(0, "[ID]")]
        [Description("One of them")]
        public long? Id { get; init; }

        [CommandOption("--all")]
        [Description("All of them")]
        public bool All { get; init; }

        public override ValidationResult Validate()
        {
            if (base.Validate() is { Successful: false } wrong)
                return wrong;
            var filtered = Consumer is not null || Subject is not null || Reason is not null;
            return (Id is not null ? 1 : 0) + (All ? 1 : 0) + (filtered ? 1 : 0) == 1
                ? ValidationResult.Success()
                : ValidationResult.Error("Say which: an ID, or a filter (--consumer, --subject, --reason), or --all.");
        }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var total = new ReplayAnswer(0, 0, null);
        do
        {
            var address = settings.Id is { } id ? $"v1/dead-letters/{id}/replay" : $"v1/dead-letters/replay{settings.Query(total.NextCursor)}";
            var answer = await platform.PostAsync(address, null, CliJson.Default.ReplayAnswer, again: true, cancellationToken);
            total = new ReplayAnswer(total.Replayed + answer.Replayed, total.Kept + answer.Kept, answer.NextCursor);
            if (total.NextCursor is not null)
                Say.Note($"{total.Replayed} replayed so far.");
        }
        while (total.NextCursor is not null);

        if (settings.Json)
            Say.Result(total, CliJson.Default.ReplayAnswer);
        else
            Say.Result($"{total.Replayed} replayed, {total.Kept} kept because they are no events.");
        return total.Kept == 0 ? ExitCode.Ok : ExitCode.Refused;
    }
}

/// <summary><c>leads dead-letters discard</c>.</summary>
internal sealed class DiscardCommand : AsyncCommand<OneLetter>
{
    public override async Task<int> ExecuteAsync(CommandContext context, OneLetter settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        using var answer = await platform.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, $"v1/dead-letters/{settings.Id}"), again: true, cancellationToken);
        Say.Result($"Dead letter {settings.Id} is discarded.");
        return ExitCode.Ok;
    }
}
