using System.ComponentModel;
using System.Globalization;
using LeadPlatform.Scoring.Tables;
using LeadPlatform.Scoring.Training;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Scoring.Tool;

/// <summary>What is told about rows whose outcome is known.</summary>
internal abstract class LabelledSettings : TableSettings
{
    [CommandOption("--label <COLUMN>")]
    [Description("The outcome: a column's name, its number from 1, or last")]
    [DefaultValue("last")]
    public string Label { get; init; } = "last";

    [CommandOption("--positive <VALUE>")]
    [Description("The outcome to be found; 1, yes, true and the like where it isn't given")]
    public string? Positive { get; init; }

    [CommandOption("--exclude <COLUMNS>")]
    [Description("Columns left out, by name or number, with commas between: what isn't known yet when a lead is scored")]
    public string? Exclude { get; init; }

    [CommandOption("--keep <COLUMNS>")]
    [Description("Columns used although they look as if they named rows, such as a growing number that tells when a lead came")]
    public string? Keep { get; init; }

    [CommandOption("--seed <N>")]
    [Description("The same rows and seed give the same result")]
    [DefaultValue(1)]
    public int Seed { get; init; } = 1;

    public override ValidationResult Validate() => Seed < 0 ? ValidationResult.Error("--seed must be 0 or more.") : base.Validate();

    public TrainingRows Read(CancellationToken cancellationToken)
    {
        // A number or "last" names no column, so it tells nothing of a header.
        IReadOnlyList<string> names = int.TryParse(Label, CultureInfo.InvariantCulture, out _) || Label == "last" ? [] : [Label];
        var table = TableFile.Read(Input, new TableOptions(Header, DelimiterCharacter, KnownNames: names), cancellationToken);
        return TrainingRows.Of(table, Label, Listed(Exclude), Positive, Listed(Keep));
    }

    private static string[] Listed(string? columns) => columns?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
