using LeadPlatform.Scoring.Models;

namespace LeadPlatform.Scoring.Tests.Models;

public sealed class ModelFileTests(SharedModel shared) : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_read_back_scores_alike_and_knows_where_it_comes_from()
    {
        await ModelFile.SaveAsync(shared.Model, _folder["m"]);
        var read = await ModelFile.LoadAsync(_folder["m"]);
        foreach (var row in shared.Data.Rows)
            read.Score(row).Probability.ShouldBe(shared.Model.Score(row).Probability);
        read.Info.ShouldBe(shared.Model.Info);
        read.Info.Seed.ShouldBe(7);
        read.Info.TrainedAt.ShouldBe(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero));
        _folder.Files.ShouldBe(["m"]);
    }

    [Fact]
    public async Task A_damaged_model_is_refused()
    {
        await ModelFile.SaveAsync(shared.Model, _folder["m"]);
        var text = await File.ReadAllTextAsync(_folder["m"]);
        _folder.Write("changed", text.Replace("\"slope\":", "\"slope\":1", StringComparison.Ordinal));
        (await Should.ThrowAsync<ScoringException>(() => ModelFile.LoadAsync(_folder["changed"]))).Message.ShouldContain("checksum differs");
        _folder.Write("cut", text[..(text.Length / 2)]);
        (await Should.ThrowAsync<ScoringException>(() => ModelFile.LoadAsync(_folder["cut"]))).Message.ShouldContain("damaged");
        _folder.Write("other", "{\"format\":\"x\"}");
        (await Should.ThrowAsync<ScoringException>(() => ModelFile.LoadAsync(_folder["other"]))).Message.ShouldContain("no model of this library");
    }

    [Fact]
    public async Task A_newer_model_is_refused()
    {
        await ModelFile.SaveAsync(shared.Model, _folder["m"]);
        _folder.Write("newer", (await File.ReadAllTextAsync(_folder["m"])).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
        (await Should.ThrowAsync<ScoringException>(() => ModelFile.LoadAsync(_folder["newer"]))).Message.ShouldContain("written by a newer one");
    }
}
