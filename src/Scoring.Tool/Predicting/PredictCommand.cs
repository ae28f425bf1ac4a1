using System.ComponentModel;
using System.Globalization;
using System.Text;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Tables;
using Spectre.Console.Cli;

namespace LeadPlatform.Scoring.Tool.Predicting;

/// <summary><c>predict</c>: one score a row, in order.</summary>
internal sealed class PredictCommand : AsyncCommand<PredictCommand.Settings>
{
    internal sealed class Settings : TableSettings
    {
        [CommandOption("--model <FILE>", isRequired: true)]
        [Description("A model written by train")]
        public string Model { get; init; } = "";

        [CommandOption("--output <FILE>", isRequired: true)]
        [Description("One probability a line, in the order of the rows, without a header")]
        public string Output { get; init; } = "";

        [CommandOption("--reasons <FILE>")]
        [Description("Also the reasons, as JSON lines: probability, and up to three reasons with column, contribution and text")]
        public string? Reasons { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var model = await ModelFile.LoadAsync(settings.Model, cancellationToken);
        var table = TableFile.Read(settings.Input, ModelInput.Options(model, settings.Header, settings.DelimiterCharacter), cancellationToken);
        var rows = ModelInput.Rows(model, table).ToList();
        if (rows.Count == 0)
            throw new ScoringException($"{settings.Input}: there are no rows.");
        var scores = new StringBuilder();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores.Append(model.Probability(row).ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        if (settings.Reasons is { } reasons)
            await WholeFile.WriteAsync(reasons, (stream, token) => ReasonLines.WriteAsync(stream, rows.Select(model.Score), token), cancellationToken);
        await WholeFile.WriteAsync(settings.Output, scores.ToString(), cancellationToken);
        Console.WriteLine($"{rows.Count} scores written to {settings.Output}");
        return 0;
    }
}
