using LeadPlatform.Backend.Agents;
using LeadPlatform.Backend.Assignments;
using LeadPlatform.Backend.Dispositions;
using LeadPlatform.Backend.Idempotency;
using LeadPlatform.Backend.Identity;
using LeadPlatform.Backend.Identity.Keys;
using LeadPlatform.Backend.Mail;
using LeadPlatform.Backend.Mappings;
using LeadPlatform.Backend.Sources;
using LeadPlatform.Backend.Sources.Keys;
using LeadPlatform.Backend.Sources.Publishers;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Storage;

/// <summary>Database <c>backend</c>. The assignment of leads goes past it, with arrays; everything else is written here.</summary>
internal sealed class BackendDb(DbContextOptions<BackendDb> options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<IdentityKey> IdentityKeys => Set<IdentityKey>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<Publisher> Publishers => Set<Publisher>();

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Agent> Agents => Set<Agent>();

    public DbSet<AgentDay> AgentDays => Set<AgentDay>();

    public DbSet<Leg> Legs => Set<Leg>();

    public DbSet<UnmatchedLead> UnmatchedLeads => Set<UnmatchedLead>();

    public DbSet<Disposition> Dispositions => Set<Disposition>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityModel.Build(builder);
        SourceModel.Build(builder);
        MappingModel.Build(builder);
        AgentModel.Build(builder);
        AssignmentModel.Build(builder);
        DispositionModel.Build(builder);
        IdempotencyModel.Build(builder);
        OutgoingMail.Build(builder);
    }
}
