using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Mappings;

/// <summary>A source's mapping as it is kept.</summary>
internal sealed class StoredMapping
{
    public required Guid SourceId { get; set; }

    /// <summary>A <see cref="Contracts.Sources.SourceMapping"/> as JSON.</summary>
    public required string Document { get; set; }

    /// <summary>Another with each change, also across a removal.</summary>
    public required Guid Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public string ETag => $"\"{Version:N}\"";
}

internal static class MappingModel
{
    public static void Build(ModelBuilder model) => model.Entity<StoredMapping>(mapping =>
    {
        mapping.ToTable("source_mapping");
        mapping.HasKey(m => m.SourceId);
        mapping.Property(m => m.SourceId).ValueGeneratedNever();
        mapping.Property(m => m.Document).HasColumnType("jsonb");
        mapping.Property(m => m.Version).IsConcurrencyToken();
        mapping.HasOne<Sources.Source>().WithOne().HasForeignKey<StoredMapping>(m => m.SourceId).OnDelete(DeleteBehavior.Cascade);
    });
}
