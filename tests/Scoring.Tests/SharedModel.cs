using LeadPlatform.Scoring.Models;
using LeadPlatform.Scoring.Tables;
using LeadPlatform.Scoring.Tests;
using LeadPlatform.Scoring.Training;

[assembly: AssemblyFixture(typeof(SharedModel))]

namespace LeadPlatform.Scoring.Tests;

/// <summary>One model of 1,200 invented rows for the tests that only read it.</summary>
public sealed class SharedModel
{
    public SharedModel()
    {
        using var folder = new ScratchFolder();
        Data = TrainingRows.Of(TableFile.Read(folder.Write("rows.csv", InventedRows.Csv(1200))), "bought");
        Model = ModelTraining.Train(Data, new TrainingOptions(Seed: 7, Folds: 3, TrainedAt: new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)));
    }

    internal TrainingRows Data { get; }

    internal ScoringModel Model { get; }
}
