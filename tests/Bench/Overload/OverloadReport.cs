using LeadPlatform.Bench.Measuring;
using Spectre.Console;

namespace LeadPlatform.Bench.Overload;

/// <summary>Loads past the peak of one platform, one a row.</summary>
internal sealed class OverloadReport(string title, double peak)
{
    private readonly Table _table = NewTable();

    public Step Last { get; private set; } = null!;

    public double OfPeak => Last.Load.PerSecond / peak;

    public bool NothingLost { get; private set; }

    /// <param name="meant">How many times the peak was to be offered.</param>
    public void Add(double meant, Step step, MeasuredPlatform platform)
    {
        Last = step;
        var load = step.Load;
        _table.AddRow(
            $"{meant:0.0}", $"{load.OfferedPerSecond:N0}", $"{load.OfferedPerSecond / peak:0.00}", $"{load.PerSecond:N0}", $"{load.PerSecond / peak:0.00}", $"{load.Refused / load.Seconds:N0}",
            $"{load.Failed + load.Broken}", $"{step.RefusedMs(0.5):0.0}", $"{step.RefusedMs(0.99):0.0}", $"{step.WithoutRetryAfter}", Memory("gateway"), Memory("dataservice"));

        string Memory(string process) => $"{platform.Process(process).MemoryBytes() / 1048576d:N0}";
    }

    public void Print(long acknowledged, long stored)
    {
        NothingLost = stored >= acknowledged;
        AnsiConsole.WriteLine($"{title}: peak {peak:N0} leads/s");
        AnsiConsole.Write(_table);
        AnsiConsole.WriteLine($"{acknowledged:N0} leads answered 201, {stored:N0} stored");
    }

    public IReadOnlyDictionary<string, double> Figures(string name) => new Dictionary<string, double>
    {
        [$"{name}: peak leads/s"] = peak,
        [$"{name}: offered of the peak"] = Last.Load.OfferedPerSecond / peak,
        [$"{name}: captured of the peak"] = OfPeak,
        [$"{name}: refused in ms p99"] = Last.RefusedMs(0.99),
    };

    private static Table NewTable()
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "meant", "offered/s", "of the peak", "captured/s", "of the peak", "refused/s", "failed", "refused in ms: p50", "p99", "without Retry-After", "gateway MB", "dataservice MB" })
            table.AddColumn(new TableColumn(column).RightAligned());
        return table;
    }
}
