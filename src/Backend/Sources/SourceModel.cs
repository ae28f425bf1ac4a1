using LeadPlatform.Backend.Sources.Keys;
using LeadPlatform.Backend.Sources.Publishers;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Sources;

internal static class SourceModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Publisher>(publisher =>
        {
            publisher.ToTable("publisher");
            publisher.HasKey(p => p.PublisherId);
            publisher.Property(p => p.PublisherId).ValueGeneratedNever();
            publisher.Property(p => p.Name).HasMaxLength(200);
            publisher.Property(p => p.Version).IsConcurrencyToken().HasDefaultValue(1);
        });
        model.Entity<Source>(source =>
        {
            source.ToTable("source");
            source.HasKey(s => s.SourceId);
            source.Property(s => s.SourceId).ValueGeneratedNever();
            source.Property(s => s.Name).HasMaxLength(200);
            source.Property(s => s.Plan).HasMaxLength(SourceRules.MaxPlan);
            source.Property(s => s.Origins).HasDefaultValueSql("'{}'");
            source.Property(s => s.Version).IsConcurrencyToken().HasDefaultValue(1);
            source.HasOne<Publisher>().WithMany().HasForeignKey(s => s.PublisherId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_key");
            key.HasKey(k => k.KeyId);
            key.Property(k => k.KeyId).HasMaxLength(64);
            key.Property(k => k.Name).HasMaxLength(KeyRules.MaxName);
            key.Property(k => k.Networks).HasDefaultValueSql("'{}'");
            key.HasOne<Source>().WithMany().HasForeignKey(k => k.SourceId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
