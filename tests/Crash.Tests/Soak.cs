namespace LeadPlatform.Crash.Tests;

/// <summary><c>./test --soak</c>: more rounds, more load.</summary>
internal static class Soak
{
    public static bool Is { get; } = Environment.GetEnvironmentVariable("SOAK") == "1";

    public static int Rounds => Is ? 6 : 1;
}
