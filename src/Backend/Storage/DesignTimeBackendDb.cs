using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LeadPlatform.Backend.Storage;

/// <summary>What <c>dotnet ef migrations add</c> uses; it reads the model and connects to nothing.</summary>
internal sealed class DesignTimeBackendDb : IDesignTimeDbContextFactory<BackendDb>
{
    public BackendDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<BackendDb>().UseNpgsql("Host=localhost").UseSnakeCaseNamingConvention().Options);
}
