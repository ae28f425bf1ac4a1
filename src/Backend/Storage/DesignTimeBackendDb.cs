using LeadPlatform.Backend.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LeadPlatform.Backend.Storage;

/// <summary>What <c>dotnet ef migrations add</c> uses; it reads the model and connects to nothing.</summary>
internal sealed class DesignTimeBackendDb : IDesignTimeDbContextFactory<BackendDb>
{
    public BackendDb CreateDbContext(string[] args)
    {
        // The model of users depends on the options of Identity.
        var services = new ServiceCollection().Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentityModel.Version).BuildServiceProvider();
        return new(new DbContextOptionsBuilder<BackendDb>().UseNpgsql("Host=localhost").UseSnakeCaseNamingConvention().UseApplicationServiceProvider(services).Options);
    }
}
