using LeadPlatform.Contracts.Access;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Importing;

public sealed class KilledImportTests(RunningDataService service)
{
    private const int Rows = 30_000;

    [Fact]
    public async Task An_import_whose_process_is_killed_goes_on_where_it_stopped_with_no_row_twice_and_none_lost()
    {
        var (source, publisher) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var folder = Directory.CreateTempSubdirectory("leadplatform-killed-");
        var database = await service.NewMigratedDatabaseAsync();
        // Of its own: a process that shared the stream would take the events of the other tests' leads.
        var nats = await service.NewNatsAsync();
        try
        {
            Guid importId;
            long before;
            await using (var first = await DataServiceProcess.StartAsync(service, database, nats, Settings(folder)))
            {
                var client = first.Client(service.Issuer.Token(Roles.Source, sourceId: source, publisherId: publisher));
                var import = await client.ImportAsync(LeadFile.Csv(Rows), query: "run=true");
                importId = import.ImportId;
                await client.FollowAsync(importId, view => view.Progress.RowsRead > 0);
                first.Kill();
                before = await CountAsync(database, source);
            }

            before.ShouldBeInRange(1, Rows - 1);
            await using var second = await DataServiceProcess.StartAsync(service, database, nats, Settings(folder));
            var end = await second.Client(service.Issuer.Token(Roles.Source, sourceId: source, publisherId: publisher)).EndOfAsync(importId);

            end.Status.ShouldBe("done");
            end.Progress.ShouldSatisfyAllConditions(
                progress => progress.RowsRead.ShouldBe(Rows), progress => progress.Captured.ShouldBe(Rows), progress => progress.Duplicate.ShouldBe(0));
            (await CountAsync(database, source)).ShouldBe(Rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Settings(DirectoryInfo folder) => new() { ["Imports__Folder"] = folder.FullName, ["Imports__BatchSize"] = "500" };

    private static async Task<long> CountAsync(string database, Guid source)
    {
        await using var connections = NpgsqlDataSource.Create(database);
        await using var count = connections.CreateCommand("SELECT count(*) FROM lead WHERE source_id = $1");
        count.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = source });
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
