[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace LeadPlatform.Drills.Tests;

/// <summary>Figures that <c>./test</c> shows of a run that passed, too.</summary>
internal static class Report
{
    public static void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Console.Out.WriteLine("  | " + line);
    }
}
