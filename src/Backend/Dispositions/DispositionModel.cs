using LeadPlatform.Backend.Assignments;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.Backend.Dispositions;

internal static class DispositionModel
{
    public static void Build(ModelBuilder model) => model.Entity<Disposition>(disposition =>
    {
        disposition.ToTable("disposition");
        disposition.HasKey(d => d.DispositionId);
        disposition.Property(d => d.DispositionId).ValueGeneratedNever();
        disposition.HasIndex(d => new { d.LegId, d.SetAt });
        disposition.HasOne<Leg>().WithMany().HasForeignKey(d => d.LegId);
    });
}
