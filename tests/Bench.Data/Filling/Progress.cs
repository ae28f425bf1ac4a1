using System.Diagnostics;
using System.Globalization;

namespace LeadPlatform.Bench.Data.Filling;

/// <summary>One line that says how far it is, on the error stream; rewritten on a terminal, every ten seconds elsewhere.</summary>
internal sealed class Progress
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Done, long All)> _steps = [];
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _said = -Seldom;

    public TimeSpan Elapsed => _time.Elapsed;

    public void Step(string name, long done, long all)
    {
        lock (_lock)
        {
            _steps[name] = (done, all);
            if (_time.Elapsed - _said < (Console.IsErrorRedirected ? Seldom : Often) && done < all)
                return;
            _said = _time.Elapsed;
            var line = string.Join("  ", _steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Key} {100 * step.Value.Done / Math.Max(1, step.Value.All)} %")));
            var text = string.Create(CultureInfo.InvariantCulture, $"{_time.Elapsed.TotalSeconds,4:0} s  {line}");
            Console.Error.Write(Console.IsErrorRedirected ? text + "\n" : $"\r\e[K{text}");
        }
    }

    public void End()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.WriteLine();
    }
}
