using Spectre.Console;

namespace LeadPlatform.Drills.Reporting;

/// <summary>The end of a drill at the console.</summary>
internal static class Verdict
{
    /// <returns>The exit code: 0 where nothing is wrong, 1 where something is.</returns>
    public static int Print(IEnumerable<string> lines, IReadOnlyList<string> faults)
    {
        foreach (var line in lines)
            AnsiConsole.WriteLine(line);
        foreach (var fault in faults)
            AnsiConsole.MarkupLineInterpolated($"[red]{fault}[/]");
        AnsiConsole.WriteLine(faults.Count == 0 ? "The drill has passed." : "The drill has FAILED.");
        return faults.Count == 0 ? 0 : 1;
    }
}
