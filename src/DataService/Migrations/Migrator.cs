using LeadPlatform.Auditing;
using LeadPlatform.DataService.Storage;
using Microsoft.EntityFrameworkCore;

namespace LeadPlatform.DataService.Migrations;

/// <summary><c>dataservice migrate</c>: brings the schema up to date and exits. Several at once are harmless: EF Core holds a lock in the database.</summary>
internal static partial class Migrator
{
    public const string Command = "migrate";

    public static async Task RunAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<LeadsContext>().Database;
        var logger = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Migrator).FullName!);
        var pending = (await database.GetPendingMigrationsAsync(app.Lifetime.ApplicationStopping)).ToArray();
        await database.MigrateAsync(app.Lifetime.ApplicationStopping);
        var role = app.Services.GetService<ServiceRole>();
        await PlannerSettings.ApplyAsync(database, app.Lifetime.ApplicationStopping, forAll: role is not null);
        if (role is not null)
            await role.GrantAsync(database, app.Lifetime.ApplicationStopping);
        Log.Migrated(logger, pending.Length);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1000, Level = LogLevel.Information, Message = "The schema is up to date; {Count} migrations were applied")]
        public static partial void Migrated(ILogger logger, int count);
    }
}
