using LeadPlatform.Backend.Storage;
using LeadPlatform.DataService.Storage;
using LeadPlatform.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace LeadPlatform.Deploy.Tests.Schemas;

/// <summary>
/// While a version is rolled out, and after it was rolled back, the version before works on the new schema: it finds every table, column and default it knows, and
/// nothing new that its statements break. Expand first; contract once no version uses it any more, and say so in <see cref="Contracted"/>.
/// </summary>
public class CompatibilityTests(PlatformServers servers)
{
    /// <summary>The last migration of the version before. No version has been released yet; the first one moves these on, and so does each after it.</summary>
    private const string LeadsBefore = "20261123091618_Imports";

    private const string BackendBefore = "20261122231748_Initial";

    /// <summary>What was taken away, with the version that used it last.</summary>
    private static readonly Dictionary<string, string> Contracted = [];

    [Fact]
    public async Task The_version_before_works_on_the_new_schema_of_leads()
    {
        var database = await servers.NewDatabaseAsync("leads", TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(database);
        var options = new DbContextOptionsBuilder<LeadsContext>();
        DataService.Storage.StorageExtensions.Configure(options, source);
        await using var db = new LeadsContext(options.Options);
        (await FaultsAsync(db, database, LeadsBefore)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_version_before_works_on_the_new_schema_of_backend()
    {
        var database = await servers.NewDatabaseAsync("backend", TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(database);
        await using var db = DesignTimeBackendDb.For(source);
        (await FaultsAsync(db, database, BackendBefore)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ALTER TABLE lead DROP COLUMN details", "lead.details is gone")]
    [InlineData("ALTER TABLE lead RENAME COLUMN line TO line_of_business", "lead.line is gone")]
    [InlineData("ALTER TABLE lead ADD campaign_id uuid NOT NULL", "lead.campaign_id is new and must be given")]
    [InlineData("ALTER TABLE lead ALTER details TYPE text", "lead.details was jsonb and is text")]
    [InlineData("ALTER TABLE lead ADD CONSTRAINT short CHECK (length(line) < 9)", "lead has a new rule: CHECK ((length(line) < 9))")]
    [InlineData("DROP TABLE suppression", "suppression.")]
    public async Task A_change_that_breaks_the_version_before_is_found(string change, string fault)
    {
        var (database, db) = await LeadsAsync();
        await using (db)
        {
            var before = await Catalog.OfAsync(database);
            await db.Database.ExecuteSqlRawAsync(change);
            before.BrokenBy(await Catalog.OfAsync(database)).ShouldContain(one => one.StartsWith(fault, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("ALTER TABLE lead ADD campaign_id uuid")]
    [InlineData("ALTER TABLE lead ADD priority int NOT NULL DEFAULT 0")]
    [InlineData("CREATE TABLE campaign (campaign_id uuid PRIMARY KEY)")]
    public async Task A_change_that_expands_is_let_pass(string change)
    {
        var (database, db) = await LeadsAsync();
        await using (db)
        {
            var before = await Catalog.OfAsync(database);
            await db.Database.ExecuteSqlRawAsync(change);
            before.BrokenBy(await Catalog.OfAsync(database)).ShouldBeEmpty();
            (await OldModel.FailuresAsync(db, LeadsBefore, database)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_write_that_the_new_schema_refuses_is_found()
    {
        var (database, db) = await LeadsAsync();
        await using (db)
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE suppression ADD reason text NOT NULL");
            (await OldModel.FailuresAsync(db, LeadsBefore, database)).ShouldContain(failure => failure.Contains("\"reason\"", StringComparison.Ordinal));
        }
    }

    private async Task<(string Database, LeadsContext Db)> LeadsAsync()
    {
        var database = await servers.NewDatabaseAsync("leads", TestContext.Current.CancellationToken);
        var db = new LeadsContext(new DbContextOptionsBuilder<LeadsContext>().UseNpgsql(database).UseSnakeCaseNamingConvention().Options);
        await db.GetService<IMigrator>().MigrateAsync(LeadsBefore);
        return (database, db);
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(DbContext db, string database, string before)
    {
        await db.GetService<IMigrator>().MigrateAsync(before);
        var known = await Catalog.OfAsync(database);
        await db.Database.MigrateAsync();
        var faults = known.BrokenBy(await Catalog.OfAsync(database)).Where(fault => !Contracted.ContainsKey(fault));
        return [.. faults, .. await OldModel.FailuresAsync(db, before, database)];
    }
}
