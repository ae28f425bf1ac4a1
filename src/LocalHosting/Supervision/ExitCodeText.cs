namespace Aspire.Hosting.Supervision;

internal static class ExitCodeText
{
    private const int SignalBase = 128;

    /// <summary>Says how a process ended: <c>with exit code 1</c>, <c>by signal KILL</c>.</summary>
    public static string Of(int exitCode) =>
        exitCode > SignalBase && Enum.IsDefined((Signal)(exitCode - SignalBase)) ? $"by signal {((Signal)(exitCode - SignalBase)).ShortName()}" : $"with exit code {exitCode}";
}
