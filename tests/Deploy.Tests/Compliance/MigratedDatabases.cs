using LeadPlatform.Backend.Storage;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Deploy.Tests.Schemas;
using LeadPlatform.TestHost;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadPlatform.Deploy.Tests.Compliance;

/// <summary>Both databases as the migrators leave them.</summary>
internal static class MigratedDatabases
{
    public static readonly string[] Names = ["leads", "backend"];

    /// <summary>Its own bookkeeping aside, every column of a database.</summary>
    public static async Task<IReadOnlyList<(string Table, string Column)>> ColumnsAsync(PlatformServers servers, string name)
    {
        var database = await servers.NewDatabaseAsync(name, TestContext.Current.CancellationToken);
        await using (var source = NpgsqlDataSource.Create(database))
        await using (DbContext context = name == "leads" ? Leads(source) : Backend(source))
            await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return [.. (await Catalog.OfAsync(database)).Columns.Keys.Where(column => !column.Table.StartsWith("__EF", StringComparison.Ordinal)).Order()];
    }

    private static LeadsContext Leads(NpgsqlDataSource source)
    {
        var options = new DbContextOptionsBuilder<LeadsContext>();
        DataService.Storage.StorageExtensions.Configure(options, source);
        return new LeadsContext(options.Options);
    }

    private static BackendDb Backend(NpgsqlDataSource source) => DesignTimeBackendDb.For(source);
}
