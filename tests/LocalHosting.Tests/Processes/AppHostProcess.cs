using System.Diagnostics;
using System.Text;
using Aspire.Hosting.Projects;

namespace LeadPlatform.LocalHosting.Tests.Processes;

/// <summary>The sample AppHost as a process of its own, as a user starts it.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppHostProcess(params string[] args)
    {
        var program = ProjectOutput.Find(Path.Combine(TestApp.ProjectDirectory, "SampleAppHost", "SampleAppHost.csproj"), AppHostLocation.BuildConfiguration());
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var arg in (IEnumerable<string>)["exec", program, .. args])
            start.ArgumentList.Add(arg);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.Start();
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Waits for a text in the output.</summary>
    public async Task SaysAsync(string text)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"It ended before it said '{text}':\n{Output}");
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>Waits for its end and for the last it said, and returns the exit code.</summary>
    /// <remarks>Its output has no end while something that outlives it holds on to it, so that is waited for 5 s at most.</remarks>
    public async Task<int> EndAsync()
    {
        await _exited.Task.WaitAsync(Cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
