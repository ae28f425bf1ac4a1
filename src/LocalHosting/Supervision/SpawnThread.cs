using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Supervision;

/// <summary>
/// Starts processes from one thread that lives as long as the application. A process is told of its parent's death when the thread that started it ends;
/// a thread of the pool may end at any time.
/// </summary>
internal sealed class SpawnThread : IDisposable
{
    private const int MaxWaiting = 64;

    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _requests = new(MaxWaiting);
    private readonly Thread _thread;

    public SpawnThread()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "Process starts" };
        _thread.Start();
    }

    /// <exception cref="System.ComponentModel.Win32Exception">The program can't be started.</exception>
    public Task<Process> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((start, started), cancellationToken);
        return started.Task;
    }

    public void Dispose()
    {
        _requests.CompleteAdding();
        _thread.Join();
        _requests.Dispose();
    }

    private void Work()
    {
        foreach (var (start, started) in _requests.GetConsumingEnumerable())
            try
            {
                started.SetResult(Process.Start(start)!);
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller.
            catch (Exception e)
#pragma warning restore CA1031
            {
                started.SetException(e);
            }
    }
}
