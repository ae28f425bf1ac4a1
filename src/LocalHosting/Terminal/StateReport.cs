using System.Globalization;
using Aspire.Hosting.Endpoints;
using Aspire.Hosting.Supervision;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Terminal;

/// <summary>Shows each change of state as a line, and the last output of what fails.</summary>
internal sealed class StateReport(ResourceBoard board, IOptions<TerminalOptions> options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceState> _shown = [];
    private readonly long _started = time.GetTimestamp();

    public void Begin() => board.Changed += Show;

    public void WriteLine(string line)
    {
        if (options.Value.Quiet)
            return;
        lock (_lock)
            Console.Out.WriteLine(line);
    }

    public void Dispose() => board.Changed -= Show;

    private void Show(ResourceStatus status, ResourceSnapshot now)
    {
        lock (_lock)
        {
            // What it still waits for changes often; that it waits is said once.
            if (now.State == ResourceState.Waiting && _shown.TryGetValue(now.Name, out var before) && before == now.State)
                return;
            _shown[now.Name] = now.State;
        }

        WriteLine(Line(now));
        if (now.State is ResourceState.Failed or ResourceState.Restarting)
            foreach (var line in status.Log.Tail(options.Value.FailureLines, now.LogStart))
                WriteLine($"          | {line.Text}");
    }

    private string Line(ResourceSnapshot now)
    {
        var width = board.All.Select(status => status.Name.Length).DefaultIfEmpty(0).Max();
        var seconds = time.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var addresses = now.State is ResourceState.Running && now.Reason is null ? string.Join("  ", ResourceAddresses.Of(now.Resource, now.Replica).Select(each => each.Text)) : "";
        return $"{seconds,6} s  {now.Name.PadRight(width)}  {now.State,-10}  {now.Reason ?? addresses}".TrimEnd();
    }
}
