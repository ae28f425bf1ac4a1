namespace LeadPlatform.Crash.Tests;

/// <summary>Figures that <c>./test</c> shows of a run that passed, too.</summary>
internal static class Report
{
    public static void Line(string text) => Console.Out.WriteLine("  | " + text);
}
