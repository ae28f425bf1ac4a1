using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Vectors.Keeping;

/// <summary>A lead's vector as it is kept, whatever index it is searched in.</summary>
internal sealed class LeadVector
{
    public Guid LeadId { get; set; }

    /// <summary>What made it; only vectors of one model can be compared.</summary>
    public required string Model { get; set; }

    /// <summary>See <see cref="VectorBytes"/>. Empty: the lead must have none.</summary>
    public required byte[] Vector { get; set; }

    /// <summary>The transaction that wrote it: what an index follows.</summary>
    public ulong WrittenIn { get; set; }
}

/// <summary>How far an index that all instances share has followed.</summary>
internal sealed class VectorPlace
{
    /// <summary>The index: its provider and alias.</summary>
    public required string Name { get; set; }

    /// <summary>Of the transactions before this one it has everything.</summary>
    public ulong Before { get; set; }
}

/// <summary>A rebuild: the vectors of all leads are made anew, and a shared index beside the one in use.</summary>
internal sealed class VectorRebuild
{
    public Guid RebuildId { get; set; }

    /// <summary>One of <see cref="Contracts.Vectors.RebuildStatus"/>.</summary>
    public required string Status { get; set; }

    public required string Model { get; set; }

    /// <summary>The index that is built beside; null where none is.</summary>
    public string? Target { get; set; }

    /// <summary>Leads there were at its start.</summary>
    public long Total { get; set; }

    /// <summary>Leads gone through.</summary>
    public long Done { get; set; }

    /// <summary>The last lead gone through; they go by id.</summary>
    public Guid? LastLeadId { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal static class VectorTables
{
    public static void AddVectors(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LeadVector>(vector =>
        {
            vector.ToTable("lead_vector");
            vector.HasKey(row => row.LeadId);
            vector.Property(row => row.LeadId).ValueGeneratedNever();
            vector.Property(row => row.WrittenIn).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
            vector.HasIndex(row => new { row.WrittenIn, row.LeadId });
        });
        modelBuilder.Entity<VectorPlace>(place =>
        {
            place.ToTable("vector_place");
            place.HasKey(row => row.Name);
            place.Property(row => row.Before).HasColumnType("xid8");
        });
        modelBuilder.Entity<VectorRebuild>(rebuild =>
        {
            rebuild.ToTable("vector_rebuild");
            rebuild.HasKey(row => row.RebuildId);
            rebuild.Property(row => row.RebuildId).ValueGeneratedNever();
            // One at a time.
            rebuild.HasIndex(row => row.Status).IsUnique().HasFilter("status = 'running'");
        });
    }
}
