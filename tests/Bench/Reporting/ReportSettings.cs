using System.ComponentModel;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Reporting;

/// <summary>What every bench takes: where its figures go, and what they are set beside.</summary>
internal abstract class ReportSettings : CommandSettings
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [CommandOption("--json <FILE>")]
    [Description("Write the figures there")]
    public string? Json { get; init; }

    [CommandOption("--compare <FILE>")]
    [Description("Set the figures of an earlier run beside these")]
    public string? Compare { get; init; }

    public override ValidationResult Validate() => Compare is { } file && !File.Exists(file) ? ValidationResult.Error($"There is no file {file} to compare with.") : ValidationResult.Success();

    /// <summary>Compares and writes as asked.</summary>
    public async Task FinishAsync(string bench, IReadOnlyDictionary<string, double> figures, CancellationToken cancellationToken)
    {
        if (Compare is { } earlier)
            Print(JsonSerializer.Deserialize<Result>(await File.ReadAllTextAsync(earlier, cancellationToken), Indented)!, figures);
        if (Json is { } file)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new Result(bench, Machine.Describe(), DateTimeOffset.UtcNow, Known(figures)), Indented), cancellationToken);
    }

    // A percentile of nothing is no figure.
    private static Dictionary<string, double> Known(IReadOnlyDictionary<string, double> figures) => figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary();

    private static void Print(Result earlier, IReadOnlyDictionary<string, double> figures)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("figure").AddColumn(Right($"{earlier.At:yyyy-MM-dd HH:mm}Z")).AddColumn(Right("now")).AddColumn(Right("ratio"));
        foreach (var (name, now) in figures)
        {
            if (earlier.Figures.TryGetValue(name, out var before))
                table.AddRow(name, $"{before:N2}", $"{now:N2}", before == 0 ? "–" : $"{now / before:0.00}");
        }

        AnsiConsole.WriteLine($"Compared with a run on: {earlier.Machine}");
        AnsiConsole.Write(table);
    }

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();

    private sealed record Result(string Bench, string Machine, DateTimeOffset At, IReadOnlyDictionary<string, double> Figures);
}
