using LeadPlatform.DataService.Consumers;
using LeadPlatform.DataService.Importing;
using LeadPlatform.DataService.Models;
using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Vectors.Keeping;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Storage;

/// <summary>The database <c>leads</c>: its schema, and the queries that are not on the hot path.</summary>
internal sealed class LeadsContext(DbContextOptions<LeadsContext> options) : DbContext(options)
{
    public DbSet<Lead> Leads => Set<Lead>();

    public DbSet<ConsumerContact> ConsumerContacts => Set<ConsumerContact>();

    public DbSet<ConsentWording> ConsentWordings => Set<ConsentWording>();

    public DbSet<LeadEvent> LeadEvents => Set<LeadEvent>();

    public DbSet<Suppression> Suppressions => Set<Suppression>();

    public DbSet<SearchKey> SearchKeys => Set<SearchKey>();

    public DbSet<ScoringModelRow> ScoringModels => Set<ScoringModelRow>();

    public DbSet<ModelUse> ModelUses => Set<ModelUse>();

    public DbSet<ModelRun> ModelRuns => Set<ModelRun>();

    public DbSet<LeadVector> LeadVectors => Set<LeadVector>();

    public DbSet<VectorRebuild> VectorRebuilds => Set<VectorRebuild>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddImports();
        modelBuilder.AddSearch();
        modelBuilder.AddVectors();
        modelBuilder.AddConsumers();
        modelBuilder.AddModels();
        modelBuilder.Entity<Lead>(lead =>
        {
            lead.ToTable("lead", table => table.HasTrigger(SearchTables.BacklogTrigger));
            lead.HasKey(row => row.LeadId);
            // No foreign key: one batch writes both rows in one transaction, and a check for each row of the hot path would prove nothing more.
            lead.HasIndex(row => row.ConsumerId).HasFilter("consumer_id <> lead_id");
            lead.Property(row => row.State).HasColumnType("character(2)");
            lead.Property(row => row.Details).HasColumnType("jsonb");
            lead.Property(row => row.Qualification).HasColumnType("jsonb");
            // Ids are UUIDv7, so every index that ends in one lists newest first without a sort.
            lead.HasIndex(row => new { row.Status, row.LeadId });
            // Line and state together are what is asked for most; a line alone is either so frequent that a page of it is always near, or so rare that all of it is sorted.
            lead.HasIndex(row => new { row.Line, row.State, row.LeadId });
            lead.HasIndex(row => new { row.State, row.LeadId });
            lead.HasIndex(row => new { row.SourceId, row.LeadId });
            lead.HasIndex(row => new { row.AgentId, row.LeadId }).HasFilter("agent_id IS NOT NULL");
        });
        modelBuilder.Entity<ConsumerContact>(contact =>
        {
            contact.ToTable("consumer_contact");
            contact.HasKey(row => row.LeadId);
        });
        modelBuilder.Entity<ConsentWording>(wording =>
        {
            wording.ToTable("consent_wording");
            wording.HasKey(row => row.WordingId);
            wording.Property(row => row.WordingId).ValueGeneratedNever();
        });
        modelBuilder.Entity<DuplicateClaim>(claim =>
        {
            claim.ToTable("duplicate_claim");
            claim.HasKey(row => row.Key);
            claim.Property(row => row.Key).ValueGeneratedNever();
        });
        modelBuilder.Entity<UsedIdempotencyKey>(key =>
        {
            key.ToTable("idempotency_key");
            key.HasKey(row => new { row.SourceId, row.Key });
            key.HasIndex(row => row.CreatedAt);
        });
        modelBuilder.Entity<Suppression>(suppression =>
        {
            suppression.ToTable("suppression");
            suppression.HasKey(row => row.Key);
            suppression.Property(row => row.Key).ValueGeneratedNever();
            suppression.Property(row => row.SuppressionId).HasDefaultValueSql("gen_random_uuid()");
            suppression.HasIndex(row => row.SuppressionId);
        });
        modelBuilder.Entity<LeadEvent>(one =>
        {
            one.ToTable("lead_event");
            one.HasKey(row => new { row.LeadId, row.EventId });
            one.Property(row => row.Data).HasColumnType("jsonb");
        });
    }
}
