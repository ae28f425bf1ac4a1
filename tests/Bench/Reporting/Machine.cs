using System.Runtime.InteropServices;

namespace LeadPlatform.Bench.Reporting;

internal static class Machine
{
    /// <summary>What a figure means nothing without.</summary>
    public static string Describe()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return $"{model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, load generator on the same cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}";
    }
}
