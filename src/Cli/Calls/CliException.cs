namespace LeadPlatform.Cli.Calls;

/// <summary>Ends a command: what went wrong and what to do, for people.</summary>
internal sealed class CliException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
