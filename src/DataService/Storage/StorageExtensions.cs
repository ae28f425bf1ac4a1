using LeadPlatform.DataService.Migrations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.DataService.Storage;

internal static class StorageExtensions
{
    public const string ConnectionName = "leads";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(ConnectionString(builder.Configuration)));
        builder.Services.AddDbContextPool<LeadsContext>((services, options) => Configure(options, services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("leads-database");
        return builder;
    }

    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource database) =>
        options.UseNpgsql(database).UseSnakeCaseNamingConvention();

    private static string ConnectionString(ConfigurationManager configuration)
    {
        var given = configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"ConnectionStrings:{ConnectionName} is not set; it looks like Host=…;Port=5432;Username=…;Password=…;Database=….");
        var settings = new NpgsqlConnectionStringBuilder(given) { ApplicationName = "dataservice", IncludeErrorDetail = false };
        if (!given.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
            (settings.Timeout, settings.CommandTimeout) = (5, 15);
        return settings.ConnectionString;
    }
}
