using System.ComponentModel;
using System.Text.Json;
using LeadPlatform.Scoring.Measuring;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Tables;
using LeadPlatform.Scoring.Training;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Scoring.Tool.Evaluating;

/// <summary><c>evaluate</c>: what scores are worth on rows that weren't trained on.</summary>
internal sealed class EvaluateCommand : AsyncCommand<EvaluateCommand.Settings>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal sealed class Settings : LabelledSettings
    {
        [CommandOption("--folds <N>")]
        [Description("Each fold is scored by a model trained, with every choice, on the others")]
        [DefaultValue(10)]
        public int Folds { get; init; } = 10;

        [CommandOption("--model <FILE>")]
        [Description("Measure this model on all rows instead; honest only for rows it wasn't trained on")]
        public string? Model { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("A picture (SVG): calibration, and the share found by the share looked at")]
        public string? Out { get; init; }

        [CommandOption("--json <FILE>")]
        [Description("The figures as JSON")]
        public string? Json { get; init; }

        public override ValidationResult Validate() =>
            Folds is < 2 or > 20 ? ValidationResult.Error("--folds must be from 2 to 20.") : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var (title, result, labels) = settings.Model is { } file
            ? await OfModelAsync(settings, file, cancellationToken)
            : await OfFoldsAsync(settings, cancellationToken);
        var table = CalibrationTable.Of(result.Probabilities, labels);
        EvaluationReport.Write(title, result, table);
        if (settings.Out is { } picture)
            await WholeFile.WriteAsync(picture, EvaluationPicture.Svg(title, result.Probabilities, labels, table), cancellationToken);
        if (settings.Json is { } figures)
            await WholeFile.WriteAsync(figures, JsonSerializer.Serialize(new { title, result.Mean, result.Folds, result.Chosen, calibration = table, calibrationError = CalibrationTable.Error(table) }, Json), cancellationToken);
        return 0;
    }

    private static async Task<(string Title, CrossValidated Result, IReadOnlyList<bool> Labels)> OfFoldsAsync(Settings settings, CancellationToken cancellationToken)
    {
        var rows = settings.Read(cancellationToken);
        var result = await ScoringApp.ProgressAsync(
            $"{settings.Folds} folds", progress => CrossValidation.Measure(rows, settings.Folds, new TrainingOptions(settings.Seed), progress, cancellationToken: cancellationToken));
        return ($"{settings.Folds}-fold means, {Path.GetFileName(settings.Input)}", result, rows.Labels);
    }

    private static async Task<(string Title, CrossValidated Result, IReadOnlyList<bool> Labels)> OfModelAsync(Settings settings, string file, CancellationToken cancellationToken)
    {
        var model = await ModelFile.LoadAsync(file, cancellationToken);
        var table = TableFile.Read(settings.Input, ModelInput.Options(model, settings.Header, settings.DelimiterCharacter), cancellationToken);
        var labels = LabelColumn.Of(table, settings.Label, settings.Positive ?? model.Info.PositiveValue).Values;
        double[] probabilities = [.. ModelInput.Rows(model, table).Select(row => model.Probability(row))];
        var measures = Measures.Of(probabilities, labels);
        return ($"{Path.GetFileName(file)} on {Path.GetFileName(settings.Input)}", new CrossValidated(measures, [measures], probabilities, [model.Info.Chosen]), labels);
    }
}
