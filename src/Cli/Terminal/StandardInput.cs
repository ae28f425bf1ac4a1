namespace LeadPlatform.Cli.Terminal;

/// <summary>What <c>-</c> on the command line stands for. The parser takes it for an option without a name, so it gets another word before.</summary>
internal static class StandardInput
{
    public const string Word = "<standard input>";

    public static IEnumerable<string> Replace(IEnumerable<string> arguments) => arguments.Select(argument => argument == "-" ? Word : argument);
}
