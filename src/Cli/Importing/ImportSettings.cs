using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Importing;

internal sealed class ImportSettings : ServerSettings
{
    [CommandArgument(0, "<FILE>")]
    [Description("CSV with a header, or JSON Lines; also packed with gzip")]
    public string File { get; init; } = "";

    [CommandOption("-m|--mapping <FILE|NAME>")]
    [Description("A file with a mapping as JSON, or the name of a saved one; else it is guessed from the columns")]
    public string? Mapping { get; init; }

    [CommandOption("-y|--yes")]
    [Description("Don't ask whether the guessed mapping is right")]
    public bool Yes { get; init; }

    [CommandOption("--refused <FILE>")]
    [Description("Write the refused rows with their reasons there")]
    public string? Refused { get; init; }

    [CommandOption("--source <ID>")]
    [Description("Of admins and managers: the source whose the leads are")]
    public Guid? Source { get; init; }

    [CommandOption("--publisher <ID>")]
    [Description("Of admins and managers: the source's publisher")]
    public Guid? Publisher { get; init; }

    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : !System.IO.File.Exists(File) ? ValidationResult.Error($"There is no file {File}.")
        : ValidationResult.Success();
}
