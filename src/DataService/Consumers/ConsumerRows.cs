using LeadPlatform.Contracts.Consumers;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Consumers;

/// <summary>While it stands nothing of the consumer is erased, by nobody.</summary>
internal sealed class LegalHold
{
    public Guid ConsumerId { get; set; }

    /// <summary>In the words of who set it, such as the number of a case: at most 200 characters.</summary>
    public required string Reason { get; set; }

    /// <summary>Subject of the caller.</summary>
    public required string SetBy { get; set; }

    public DateTimeOffset SetAt { get; set; }
}

/// <summary>That a consumer was erased, so that it stays so.</summary>
internal sealed class Erasure
{
    public Guid ConsumerId { get; set; }

    public required Guid[] LeadIds { get; set; }

    public DateTimeOffset ErasedAt { get; set; }

    /// <summary>Names of the stores that have not forgotten them yet.</summary>
    public required string[] Pending { get; set; }
}

/// <summary>The withdrawal of the consent that a lead came with.</summary>
internal sealed class ConsentRevocation
{
    public Guid LeadId { get; set; }

    /// <summary>When the consumer said so.</summary>
    public DateTimeOffset RevokedAt { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Subject of the caller.</summary>
    public required string RecordedBy { get; set; }

    /// <summary>How it came, in the words of who recorded it: at most 200 characters.</summary>
    public string? Origin { get; set; }
}

internal static class ConsumerViews
{
    public static ConsentRevocationView ToView(this ConsentRevocation revocation) =>
        new(revocation.LeadId, revocation.RevokedAt, revocation.RecordedAt, revocation.RecordedBy, revocation.Origin);
}

internal static class ConsumerTables
{
    public static void AddConsumers(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LegalHold>(hold =>
        {
            hold.ToTable("legal_hold");
            hold.HasKey(row => row.ConsumerId);
        });
        modelBuilder.Entity<Erasure>(erasure =>
        {
            erasure.ToTable("erasure");
            erasure.HasKey(row => row.ConsumerId);
            erasure.HasIndex(row => row.ErasedAt).HasFilter("cardinality(pending) > 0").HasDatabaseName("ix_erasure_pending");
        });
        modelBuilder.Entity<ConsentRevocation>(revocation =>
        {
            revocation.ToTable("consent_revocation");
            revocation.HasKey(row => row.LeadId);
        });
        modelBuilder.Entity<JobProgress>(job =>
        {
            job.ToTable("job_progress");
            job.HasKey(row => row.Name);
        });
    }
}
