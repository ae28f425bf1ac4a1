using LeadPlatform.Backend.Assignments;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Agents;

internal static class AgentModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Agent>(agent =>
        {
            agent.ToTable("agent");
            agent.HasKey(a => a.AgentId);
            agent.Property(a => a.AgentId).ValueGeneratedNever();
            agent.Property(a => a.Name).HasMaxLength(AgentRules.MaxName);
            agent.Property(a => a.Email).HasMaxLength(AgentRules.MaxEmail);
            agent.Property(a => a.TimeZone).HasMaxLength(64);
            agent.Property(a => a.Version).IsConcurrencyToken();
            agent.HasIndex(a => a.Email).IsUnique();
            agent.HasMany(a => a.Licences).WithOne().HasForeignKey(l => l.AgentId);
            agent.HasMany(a => a.WorkingHours).WithOne().HasForeignKey(h => h.AgentId);
        });
        model.Entity<Licence>(licence =>
        {
            licence.ToTable("licence");
            licence.HasKey(l => new { l.AgentId, l.State, l.Line });
            licence.Property(l => l.State).HasMaxLength(2);
            licence.Property(l => l.Line).HasMaxLength(16);
            licence.HasIndex(l => new { l.State, l.Line });
        });
        model.Entity<WorkingHours>(hours =>
        {
            hours.ToTable("working_hours");
            hours.HasKey(h => new { h.AgentId, h.Day, h.From });
            hours.Property(h => h.From).HasColumnName("from_time");
            hours.Property(h => h.To).HasColumnName("to_time");
            hours.Ignore(h => h.EndTicks);
        });
    }
}
