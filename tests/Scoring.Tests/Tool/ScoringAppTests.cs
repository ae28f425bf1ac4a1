using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using LeadPlatform.Scoring.Tool;

namespace LeadPlatform.Scoring.Tests.Tool;

public sealed class ScoringAppTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_rows_and_seed_make_the_same_model_and_scores_byte_by_byte()
    {
        var input = _folder.Write("rows.csv", InventedRows.Csv(400));
        foreach (var run in new[] { "1", "2" })
        {
            (await RunAsync("train", "--input", input, "--label", "bought", "--model", _folder[$"model{run}"], "--folds", "2")).ShouldBe(0);
            (await RunAsync("predict", "--model", _folder[$"model{run}"], "--input", input, "--output", _folder[$"scores{run}"])).ShouldBe(0);
        }

        (await File.ReadAllBytesAsync(_folder["model2"])).ShouldBe(await File.ReadAllBytesAsync(_folder["model1"]));
        (await File.ReadAllBytesAsync(_folder["scores2"])).ShouldBe(await File.ReadAllBytesAsync(_folder["scores1"]));
    }

    [Fact]
    public async Task Files_with_and_without_header_and_label_get_the_same_scores_one_a_row()
    {
        await TrainAsync();
        List<string[]> scores = [];
        foreach (var (header, label) in new[] { (true, true), (true, false), (false, true), (false, false) })
        {
            var input = _folder.Write("new.csv", InventedRows.Csv(30, seed: 5, label, header));
            (await RunAsync("predict", "--model", _folder["model"], "--input", input, "--output", _folder["scores.csv"], "--reasons", _folder["reasons.jsonl"])).ShouldBe(0);
            scores.Add(await File.ReadAllLinesAsync(_folder["scores.csv"]));
            (await File.ReadAllLinesAsync(_folder["reasons.jsonl"])).Length.ShouldBe(30);
        }

        scores[0].Length.ShouldBe(30);
        scores[0].ShouldAllBe(score => double.Parse(score, CultureInfo.InvariantCulture) > 0 && double.Parse(score, CultureInfo.InvariantCulture) < 1);
        scores.ShouldAllBe(others => others.SequenceEqual(scores[0]));
    }

    [Fact]
    public async Task A_bad_file_is_refused_and_nothing_is_written()
    {
        await TrainAsync();
        var before = _folder.Files;
        _folder.Write("rows.csv", "lead id,age,channel,colour\n1,40,form\n");
        (await RunAsync("predict", "--model", _folder["model"], "--input", _folder["rows.csv"], "--output", _folder["scores.csv"])).ShouldBe(1);
        (await RunAsync("predict", "--model", _folder["rows.csv"], "--input", _folder["rows.csv"], "--output", _folder["scores.csv"])).ShouldBe(1);
        (await RunAsync("train", "--input", _folder["absent.csv"], "--label", "x", "--model", _folder["other"])).ShouldBe(1);
        (await RunAsync("train", "--model", _folder["other"])).ShouldBe(1);
        _folder.Files.ShouldBe(before);
    }

    [Fact]
    public async Task Evaluate_writes_figures_and_a_picture()
    {
        var input = _folder.Write("rows.csv", InventedRows.Csv(300));
        (await RunAsync("evaluate", "--input", input, "--label", "bought", "--folds", "2", "--json", _folder["figures.json"], "--out", _folder["picture.svg"])).ShouldBe(0);
        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["figures.json"]));
        figures.RootElement.GetProperty("mean").GetProperty("auc").GetDouble().ShouldBeGreaterThan(0.65);
        figures.RootElement.GetProperty("calibration").GetArrayLength().ShouldBe(10);
        XDocument.Load(_folder["picture.svg"]).Root!.Name.LocalName.ShouldBe("svg");
    }

    private async Task TrainAsync() =>
        (await RunAsync("train", "--input", _folder.Write("rows.csv", InventedRows.Csv(400)), "--label", "bought", "--model", _folder["model"], "--folds", "2")).ShouldBe(0);

    private static Task<int> RunAsync(params string[] args) => ScoringApp.RunAsync(args, TestContext.Current.CancellationToken);
}
