using System.Diagnostics;
using Aspire.Hosting.Logs;

namespace Aspire.Hosting.Supervision;

/// <summary>A running process whose output goes to the log of its resource.</summary>
internal sealed class ChildProcess : IDisposable
{
    // A child of the child may hold the pipes open long after; its output is not waited for.
    private static readonly TimeSpan LastOutput = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly Signal _stopSignal;
    private readonly CancellationTokenSource _reading = new();

    public ChildProcess(Process process, Signal stopSignal, ResourceLog log)
    {
        _process = process;
        _stopSignal = stopSignal;
        Id = process.Id;
        process.StandardInput.Close();
        var output = Task.WhenAll(
            OutputPump.RunAsync(process.StandardOutput.BaseStream, log, isError: false, _reading.Token),
            OutputPump.RunAsync(process.StandardError.BaseStream, log, isError: true, _reading.Token));
        Exited = ExitAsync(output);
    }

    public int Id { get; }

    /// <summary>The exit code, once it has ended and its output is read; 128 and the number of the signal where one ended it.</summary>
    public Task<int> Exited { get; }

    public void AskToStop() => _stopSignal.SendTo(Id);

    /// <summary>Ends the process and what it started, at once.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted)
            Signal.Kill.SendToGroup(Id);
    }

    public void Dispose()
    {
        _reading.Cancel();
        _reading.Dispose();
        _process.Dispose();
    }

    private async Task<int> ExitAsync(Task output)
    {
        await _process.WaitForExitAsync();

        // What it started and left behind goes with it; the group keeps its number for as long as one member lives.
        Signal.Kill.SendToRestOfGroup(Id);
        await Task.WhenAny(output, Task.Delay(LastOutput));
        return _process.ExitCode;
    }
}
