using LeadPlatform.Backend.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace LeadPlatform.Backend.Storage;

/// <summary>What <c>dotnet ef migrations add</c> uses; it reads the model and connects to nothing.</summary>
internal sealed class DesignTimeBackendDb : IDesignTimeDbContextFactory<BackendDb>
{
    public BackendDb CreateDbContext(string[] args) => For(NpgsqlDataSource.Create("Host=localhost"));

    /// <summary>The database outside the service.</summary>
    public static BackendDb For(NpgsqlDataSource database)
    {
        // The model of users depends on the options of Identity.
        var services = new ServiceCollection().Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentityModel.Version).BuildServiceProvider();
        return new(new DbContextOptionsBuilder<BackendDb>().UseNpgsql(database).UseSnakeCaseNamingConvention().UseApplicationServiceProvider(services).Options);
    }
}
