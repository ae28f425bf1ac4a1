using System.ComponentModel;
using LeadPlatform.Scoring.Tables;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Scoring.Tool;

/// <summary>What every command is told about its input.</summary>
internal abstract class TableSettings : CommandSettings
{
    [CommandOption("--input <FILE>", isRequired: true)]
    [Description("Delimited text, UTF-8; the delimiter is told from the file")]
    public string Input { get; init; } = "";

    [CommandOption("--header <AUTO>")]
    [Description("auto, present or absent: whether the first line names the columns")]
    [DefaultValue(HeaderLine.Auto)]
    public HeaderLine Header { get; init; }

    [CommandOption("--delimiter <CHARACTER>")]
    [Description("One character, or tab; told from the file where it isn't given")]
    public string? Delimiter { get; init; }

    public char? DelimiterCharacter => Delimiter switch { null => null, "tab" or "\\t" => '\t', _ => Delimiter[0] };

    public override ValidationResult Validate() =>
        Delimiter is null or "tab" or "\\t" or { Length: 1 } ? ValidationResult.Success() : ValidationResult.Error("--delimiter must be one character, or tab.");
}
