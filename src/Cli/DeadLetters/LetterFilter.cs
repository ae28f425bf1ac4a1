using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.DeadLetters;

/// <summary>Which dead letters are meant.</summary>
internal class LetterFilter : ServerSettings
{
    [CommandOption("--consumer <NAME>")]
    [Description("Of this consumer, such as backend-assignment")]
    public string? Consumer { get; init; }

    [CommandOption("--subject <SUBJECT>")]
    [Description("Of this subject, such as leads.qualified.v1")]
    public string? Subject { get; init; }

    [CommandOption("--reason <TEXT>")]
    [Description("Whose reason holds this text")]
    public string? Reason { get; init; }

    public string Query(string? cursor) => QueryText.Of(("consumer", Consumer), ("subject", Subject), ("reason", Reason), ("cursor", cursor));
}

internal sealed class OneLetter : ServerSettings
{
    [CommandArgument(0, "<ID>")]
    [Description("Its id, as listed")]
    public long Id { get; init; }
}
