using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.DeadLetters;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.DeadLetters;

/// <summary><c>leads dead-letters list</c>: all of them, page by page.</summary>
internal sealed class ListCommand : AsyncCommand<LetterFilter>
{
    public override async Task<int> ExecuteAsync(CommandContext context, LetterFilter settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        await foreach (var letter in platform.AllAsync(cursor => $"v1/dead-letters{settings.Query(cursor)}", CliJson.Default.PageDeadLetterView, cancellationToken))
        {
            if (settings.Json)
                Say.Result(letter, CliJson.Default.DeadLetterView);
            else
                Say.Result(Line(letter));
        }

        return ExitCode.Ok;
    }

    internal static string Line(DeadLetterView letter) =>
        $"{letter.Id}  {letter.GivenUpAt:yyyy-MM-ddTHH:mm:ssZ}  {letter.Consumer}  {letter.Subject}  lead {letter.LeadId?.ToString() ?? "unknown"}  after {letter.Attempts} attempts: {letter.Reason}";
}

/// <summary><c>leads dead-letters show</c>.</summary>
internal sealed class ShowCommand : AsyncCommand<OneLetter>
{
    public override async Task<int> ExecuteAsync(CommandContext context, OneLetter settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var letter = await platform.GetAsync($"v1/dead-letters/{settings.Id}", CliJson.Default.DeadLetterDetail, cancellationToken);
        if (settings.Json)
        {
            Say.Result(letter, CliJson.Default.DeadLetterDetail);
            return ExitCode.Ok;
        }

        Say.Result(ListCommand.Line(letter.DeadLetter));
        Say.Result(letter.Body is { } body ? body.GetRawText() : $"The body ({letter.BodyBytes} bytes) is no event.");
        return ExitCode.Ok;
    }
}
