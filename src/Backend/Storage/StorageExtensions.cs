using LeadPlatform.ServiceDefaults.PlatformKeys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LeadPlatform.Backend.Storage;

internal static class StorageExtensions
{
    public const string ConnectionName = "backend";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException("ConnectionStrings:backend is not set: give the PostgreSQL connection string of database 'backend'.");
        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connection) { Name = ConnectionName }.Build());
        builder.Services.AddDbContext<BackendDb>((services, options) => options
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention()
            // Who catches a failure knows whether it is one: a taken e-mail address is an answer. What nobody catches is logged with the request.
            .ConfigureWarnings(warnings => warnings.Log(
                (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug))));
        // Cookies and antiforgery tokens of one instance open at another.
        builder.Services.AddDataProtection().SetApplicationName("leadplatform-backend").PersistKeysToDbContext<BackendDb>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<PlatformKeyRing>((keys, platform) => keys.XmlEncryptor = new CookieKeyEncryptor(platform));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }
}
