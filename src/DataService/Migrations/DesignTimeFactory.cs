using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LeadPlatform.DataService.Migrations;

/// <summary>For <c>dotnet ef migrations add</c>, which needs a model and no database.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<LeadsContext>
{
    public LeadsContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<LeadsContext>();
        options.UseNpgsql("Host=localhost;Database=leads").UseSnakeCaseNamingConvention();
        return new LeadsContext(options.Options);
    }
}
