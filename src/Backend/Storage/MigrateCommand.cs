using LeadPlatform.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace LeadPlatform.Backend.Storage;

/// <summary><c>migrate</c>: brings the database to this version's schema and adds the rows that must exist. Several may run at once; one does the work.</summary>
internal static partial class MigrateCommand
{
    public const string Name = "migrate";

    private const long Lock = 0x4c50_6261_636b_6d69;

    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(MigrateCommand));
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BackendDb>();

        // EF Core's own migration lock needs the schema to be there; this one holds before that, and covers the seeds too.
        await using var session = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(session, "select pg_advisory_lock(@key)", cancellationToken);
        try
        {
            // Reading the history of an empty database would put an error into the log that is none.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            await db.Database.MigrateAsync(cancellationToken);
            foreach (var seed in scope.ServiceProvider.GetServices<ISeed>())
                await seed.SeedAsync(cancellationToken);
            if (app.Services.GetService<ServiceRole>() is { } role)
                await role.GrantAsync(db.Database, cancellationToken);
            Log.Migrated(logger, pending);
        }
        finally
        {
            await ExecuteAsync(session, "select pg_advisory_unlock(@key)", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 120, Parameters = { new("key", Lock) } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2000, Level = LogLevel.Information, Message = "Database 'backend' is up to date; {Count} migrations were applied")]
        public static partial void Migrated(ILogger logger, int count);
    }
}
