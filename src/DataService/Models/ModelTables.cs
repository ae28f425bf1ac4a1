using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Models;

/// <summary>A trained model. Nothing in it tells of a consumer: numbers, names of columns, and words that many leads share.</summary>
internal sealed class ScoringModelRow
{
    public int Version { get; set; }

    public DateTimeOffset TrainedAt { get; set; }

    /// <summary>The model's file.</summary>
    public required byte[] Content { get; set; }

    /// <summary>What cross-validation chose, in words.</summary>
    public required string Chosen { get; set; }

    public int Leads { get; set; }

    public int Bound { get; set; }

    public int HeldBack { get; set; }

    public double Auc { get; set; }

    public double Brier { get; set; }

    public double LogLoss { get; set; }

    public required string Against { get; set; }

    public double AgainstAuc { get; set; }

    public double? AgainstLogLoss { get; set; }

    public bool Better { get; set; }
}

/// <summary>Which model scores from when on; the newest counts.</summary>
internal sealed class ModelUse
{
    public long UseId { get; set; }

    /// <summary>Null: leads are scored by points.</summary>
    public int? Version { get; set; }

    /// <summary>The use that is taken up again when this one is rolled back; null where points are.</summary>
    public long? Before { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>A training that was asked for.</summary>
internal sealed class ModelRun
{
    public Guid RunId { get; set; }

    /// <summary>One of <see cref="Contracts.Models.ModelRunStatus"/>.</summary>
    public required string Status { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int? Version { get; set; }

    public string? Note { get; set; }
}

internal static class ModelTables
{
    public static void AddModels(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ScoringModelRow>(model =>
        {
            model.ToTable("scoring_model");
            model.HasKey(row => row.Version);
        });
        modelBuilder.Entity<ModelUse>(use =>
        {
            use.ToTable("scoring_model_use");
            use.HasKey(row => row.UseId);
        });
        modelBuilder.Entity<ModelRun>(run =>
        {
            run.ToTable("scoring_model_run");
            run.HasKey(row => row.RunId);
            run.Property(row => row.RunId).ValueGeneratedNever();
            run.HasIndex(row => row.AskedAt);
        });
    }
}
