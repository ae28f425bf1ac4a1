using System.Globalization;

namespace Aspire.Hosting.Supervision;

/// <summary>What the kernel tells about processes.</summary>
internal static class ProcFs
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    // Fields of /proc/PID/stat behind the closing parenthesis of the name, counted from 0.
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>Changes with every start of the machine.</summary>
    public static string BootId { get; } = File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "";

    /// <summary>When the process started, in clock ticks since the start of the machine; null where it is gone. Number and start time together name a process for good.</summary>
    public static long? StartTime(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : long.Parse(fields[StartField], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The working directory of the process, or null where that is unknown.</summary>
    public static string? WorkingDirectory(int processId)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{processId}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
