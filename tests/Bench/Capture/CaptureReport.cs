using LeadPlatform.Bench.Measuring;
using Spectre.Console;

namespace LeadPlatform.Bench.Capture;

/// <summary>The figures of a bench of captures, and whether they hold what is promised.</summary>
internal sealed record CaptureReport(string Machine, int Connections, Round Median, IReadOnlyDictionary<string, long> Memory, (long Acknowledged, long Stored) Leads)
{
    private const double MustOfProxy = 0.9;
    private const double WantOfProxy = 1.25;
    private const double MustOfPgBench = 2.5;
    private const double MustP99 = 60;

    public void Print(IReadOnlyList<Round> rounds)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine(Machine);
        var table = new Table().Border(TableBorder.Simple).AddColumn($"{Connections} connections");
        foreach (var title in new[] { "leads/s", "p50 ms", "p95 ms", "p99 ms", "errors", "CPU s / 1,000", "KB written / 1,000" })
            table.AddColumn(new TableColumn(title).RightAligned());
        Add(table, "(a) Kestrel, parses and answers", Median.Plain);
        Add(table, "(b) YARP with JWT before (a)", Median.Proxy);
        Add(table, "(c) pgbench, a transaction a lead", Median.PgBench);
        Add(table, "durable capture through the gateway", Median.Platform);
        AnsiConsole.Write(table);

        var processes = new Table().Border(TableBorder.Simple).AddColumn("of the platform");
        foreach (var title in new[] { "CPU s / 1,000", "KB written / 1,000", "memory MB" })
            processes.AddColumn(new TableColumn(title).RightAligned());
        foreach (var name in Median.Platform.Uses.Keys)
            processes.AddRow(name, $"{Median.Platform.CpuPerThousand(name):0.000}", Shown(Median.Platform.KilobytesPerThousand(name)), $"{Memory[name] / 1048576d:N0}");
        AnsiConsole.Write(processes);

        AnsiConsole.WriteLine($"ratio to (b) {Median.ToProxy:0.00} (must {MustOfProxy}, want {WantOfProxy}), to (c) {Median.ToPgBench:0.00} (must {MustOfPgBench}), to (a) {Median.ToPlain:0.00}; "
            + $"of {rounds.Count} round{(rounds.Count == 1 ? "" : "s")}: {string.Join(", ", rounds.Select(round => $"{round.ToProxy:0.00}"))} of (b)");
        AnsiConsole.WriteLine($"{Leads.Acknowledged:N0} leads answered 201, {Leads.Stored:N0} stored");
        foreach (var fault in Faults())
            AnsiConsole.MarkupLineInterpolated($"[red]{fault}[/]");
    }

    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Median.ToProxy < MustOfProxy)
            faults.Add($"Fewer than {MustOfProxy} of (b).");
        if (Median.ToPgBench < MustOfPgBench)
            faults.Add($"Fewer than {MustOfPgBench} of (c).");
        if (Median.Platform.Load.P99 >= MustP99)
            faults.Add($"p99 is not under {MustP99} ms.");
        if (Median.Platform.Load is not { Refused: 0, Failed: 0, Broken: 0 })
            faults.Add("Not every capture was answered 201.");
        if (Leads.Stored < Leads.Acknowledged)
            faults.Add("Acknowledged leads are missing.");
        return faults;
    }

    public IReadOnlyDictionary<string, double> Figures()
    {
        var figures = new Dictionary<string, double>
        {
            ["capture leads/s"] = Median.Platform.Load.PerSecond,
            ["capture p50 ms"] = Median.Platform.Load.P50,
            ["capture p95 ms"] = Median.Platform.Load.P95,
            ["capture p99 ms"] = Median.Platform.Load.P99,
            ["capture CPU s / 1,000"] = Median.Platform.CpuPerThousand(),
            ["capture KB written / 1,000"] = Median.Platform.KilobytesPerThousand() ?? 0,
            ["(a) leads/s"] = Median.Plain.Load.PerSecond,
            ["(b) leads/s"] = Median.Proxy.Load.PerSecond,
            ["(c) leads/s"] = Median.PgBench.Load.PerSecond,
            ["ratio to (a)"] = Median.ToPlain,
            ["ratio to (b)"] = Median.ToProxy,
            ["ratio to (c)"] = Median.ToPgBench,
        };
        foreach (var name in Median.Platform.Uses.Keys)
        {
            figures[$"{name} CPU s / 1,000"] = Median.Platform.CpuPerThousand(name);
            figures[$"{name} memory MB"] = Memory[name] / 1048576d;
        }

        return figures;
    }

    private static void Add(Table table, string name, Run run) => table.AddRow(
        name, $"{run.Load.PerSecond:N0}", $"{run.Load.P50:0.0}", $"{run.Load.P95:0.0}", $"{run.Load.P99:0.0}", $"{run.Load.Refused + run.Load.Failed + run.Load.Broken}",
        $"{run.CpuPerThousand():0.000}", Shown(run.KilobytesPerThousand()));

    private static string Shown(double? value) => value is { } number ? $"{number:N0}" : "–";
}
