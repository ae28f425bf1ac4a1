using LeadPlatform.Backend.Agents;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Assignments;

internal static class AssignmentModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Leg>(leg =>
        {
            leg.ToTable("leg");
            leg.HasKey(l => l.LegId);
            leg.Property(l => l.LegId).ValueGeneratedNever();
            leg.HasIndex(l => l.LeadId).IsUnique();
            leg.HasIndex(l => new { l.AgentId, l.AssignedAt });
            leg.HasOne<Agent>().WithMany().HasForeignKey(l => l.AgentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<UnmatchedLead>(lead =>
        {
            lead.ToTable("unmatched_lead");
            lead.HasKey(l => l.LeadId);
            lead.Property(l => l.LeadId).ValueGeneratedNever();
            lead.HasIndex(l => new { l.State, l.Line, l.Since }).HasFilter("closed_at is null").HasDatabaseName("ix_unmatched_lead_open");
            lead.HasIndex(l => l.Since).HasFilter("closed_at is null").HasDatabaseName("ix_unmatched_lead_open_since");
        });
        model.Entity<StoppedLead>(lead =>
        {
            lead.ToTable("stopped_lead");
            lead.HasKey(l => l.LeadId);
            lead.Property(l => l.LeadId).ValueGeneratedNever();
        });
        model.Entity<AgentDay>(day =>
        {
            day.ToTable("agent_day");
            day.HasKey(d => new { d.AgentId, d.Day });
            day.HasIndex(d => d.Day);
            day.HasOne<Agent>().WithMany().HasForeignKey(d => d.AgentId);
        });
        model.Entity<AgentTurn>(turn =>
        {
            turn.ToTable("agent_turn");
            turn.HasKey(t => t.AgentId);
            turn.HasOne<Agent>().WithOne().HasForeignKey<AgentTurn>(t => t.AgentId);
        });
        model.Entity<TurnClock>(clock =>
        {
            clock.ToTable("turn_clock");
            clock.HasKey(c => new { c.State, c.Line });
        });
    }
}
