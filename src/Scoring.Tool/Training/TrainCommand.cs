using System.ComponentModel;
using System.Globalization;
using LeadPlatform.Scoring.Columns;
using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Training;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Scoring.Tool.Training;

/// <summary><c>train</c>: chooses, calibrates and writes a model.</summary>
internal sealed class TrainCommand : AsyncCommand<TrainCommand.Settings>
{
    internal sealed class Settings : LabelledSettings
    {
        [CommandOption("--model <FILE>", isRequired: true)]
        [Description("The model is written there")]
        public string Model { get; init; } = "";

        [CommandOption("--date <TIME>")]
        [Description("Written into the model as the time of training (ISO 8601); the input's last change where it isn't given, so that the same input makes the same model")]
        public DateTimeOffset? Date { get; init; }

        [CommandOption("--folds <N>")]
        [Description("Folds on which the choice is made")]
        [DefaultValue(5)]
        public int Folds { get; init; } = 5;

        public override ValidationResult Validate() =>
            Folds is < 2 or > 20 ? ValidationResult.Error("--folds must be from 2 to 20.") : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var rows = settings.Read(cancellationToken);
        var options = new TrainingOptions(settings.Seed, settings.Folds, settings.Date ?? new DateTimeOffset(File.GetLastWriteTimeUtc(settings.Input), TimeSpan.Zero), Trees: BoostedTrees.AreHere);
        var model = await ScoringApp.ProgressAsync("training", progress => ModelTraining.Train(rows, options, progress, cancellationToken));
        await ModelFile.SaveAsync(model, settings.Model, cancellationToken);

        Console.WriteLine($"{rows.Rows.Count} rows, {rows.Labels.Count(label => label)} of them {rows.Label.PositiveValue} in \"{rows.Label.Name}\"");
        foreach (var kind in Enum.GetValues<ColumnKind>().Where(kind => kind != ColumnKind.Dropped))
            Console.WriteLine($"{kind,-12} {model.Columns.Count(column => column.Kind == kind)} columns");
        foreach (var column in model.Columns.Where(column => column.Kind == ColumnKind.Dropped))
            Console.WriteLine($"left out     {column.Name}: {column.Why}");
        if (!options.Trees)
            Console.WriteLine("not tried    boosted trees: LightGBM does not load here (x64 alone; on Linux package libgomp1)");
        Console.WriteLine($"chosen       {model.Info.Chosen}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Folds} folds      AUC {model.Info.CrossValidated.Auc:0.0000}, Brier {model.Info.CrossValidated.Brier:0.0000}, found in the best 20 % {model.Info.CrossValidated.Found20:0.0000}"));
        Console.WriteLine("             (the folds of the choice; `evaluate` measures without that favour)");
        Console.WriteLine($"written      {settings.Model}");
        return 0;
    }
}
