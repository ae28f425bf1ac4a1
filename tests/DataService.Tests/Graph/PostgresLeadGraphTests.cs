using LeadPlatform.DataService.Graph;
using LeadPlatform.DataService.Graph.Postgres;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Graph;

/// <summary>The side that is the default, on a database of its own.</summary>
public sealed class PostgresLeadGraphTests(PostgresLeadGraphTests.Database database) : LeadGraphContract, IClassFixture<PostgresLeadGraphTests.Database>
{
    private protected override Task<ILeadGraph> GraphAsync() => Task.FromResult<ILeadGraph>(new PostgresLeadGraph(database.Source));

    public sealed class Database(RunningDataService service) : IAsyncLifetime
    {
        public NpgsqlDataSource Source { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Source = NpgsqlDataSource.Create(await service.NewMigratedDatabaseAsync());

        public ValueTask DisposeAsync() => Source.DisposeAsync();
    }
}
