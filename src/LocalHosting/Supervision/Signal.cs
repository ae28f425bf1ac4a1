using System.Runtime.InteropServices;

namespace Aspire.Hosting.Supervision;

internal enum Signal
{
    Hangup = 1,
    Interrupt = 2,
    Quit = 3,
    Abort = 6,
    Kill = 9,
    SegmentationFault = 11,
    Terminate = 15,
}

internal static partial class SignalExtensions
{
    /// <summary>The short name, as the kill command takes it.</summary>
    public static string ShortName(this Signal signal) => signal switch
    {
        Signal.Hangup => "HUP",
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Abort => "ABRT",
        Signal.Kill => "KILL",
        Signal.SegmentationFault => "SEGV",
        Signal.Terminate => "TERM",
        _ => $"{(int)signal}",
    };

    /// <summary>Sends the signal; a process that is gone already is no error.</summary>
    public static void SendTo(this Signal signal, int processId) => _ = Send(processId, (int)signal);

    /// <summary>Sends the signal to the process and what it started.</summary>
    public static void SendToGroup(this Signal signal, int processId)
    {
        // A process that has only just been started does not lead its group yet.
        _ = Send(processId, (int)signal);
        signal.SendToRestOfGroup(processId);
    }

    /// <summary>Sends the signal to what the process started, which itself is gone.</summary>
    public static void SendToRestOfGroup(this Signal signal, int processId) => _ = Send(-processId, (int)signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Send(int processId, int signal);
}
