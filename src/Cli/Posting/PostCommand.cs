using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Posting;

/// <summary><c>leads post</c>: so many at once, a result a line.</summary>
internal sealed class PostCommand : AsyncCommand<PostCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("One lead as JSON, or JSON Lines with a lead a line; - is standard input")]
        public string File { get; init; } = "";

        [CommandOption("--wait <SECONDS>")]
        [Description("Wait for each lead's outcome, 1 to 30 seconds")]
        public int? Wait { get; init; }

        [CommandOption("--concurrency <N>")]
        [Description("Leads on the way at once, 1 to 64; default 8")]
        [DefaultValue(8)]
        public int Concurrency { get; init; }

        public override ValidationResult Validate() =>
            base.Validate() is { Successful: false } wrong ? wrong
            : Wait is < 1 or > 30 ? ValidationResult.Error("--wait must be from 1 to 30 seconds.")
            : Concurrency is < 1 or > 64 ? ValidationResult.Error("--concurrency must be from 1 to 64.")
            : File != StandardInput.Word && !System.IO.File.Exists(File) ? ValidationResult.Error($"There is no file {File}.")
            : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        await using var input = settings.File == StandardInput.Word ? Console.OpenStandardInput() : File.OpenRead(settings.File);
        var poster = new LeadPoster(platform, settings.Wait);
        var (captured, refused) = (0, 0);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(LeadLines.ReadAsync(input, cancellationToken), limit, async (line, token) =>
        {
            var result = await poster.PostAsync(line, token);
            if (settings.Json)
                Say.Result(result, CliJson.Default.PostResult);
            else
                Say.Result(result.ToString());
            Interlocked.Increment(ref result.Refused ? ref refused : ref captured);
        });

        Say.Note($"{captured} captured, {refused} refused.");
        return refused == 0 ? ExitCode.Ok : ExitCode.Refused;
    }
}
