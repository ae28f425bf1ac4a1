using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Searching;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LeadPlatform.DataService.Tests.Searching;

public sealed class SearchIndexTests(RunningDataService service)
{
    // As the version before wrote it: nothing in here knows of the search.
    private const string OldCapture =
        """
        INSERT INTO consent_wording (wording_id, text, sellers, channels) VALUES ('00000000-0000-0000-0000-000000000001', 'I agree.', '{}', '{}') ON CONFLICT DO NOTHING;
        INSERT INTO lead (lead_id, consumer_id, source_id, publisher_id, line, state, postal_code, received_at, updated_at, status, wording_id, consent_at)
            SELECT id, id, id, id, 'auto', 'NY', '10001', now(), now(), 'received', '00000000-0000-0000-0000-000000000001', now() FROM unnest(@ids) AS id;
        INSERT INTO consumer_contact (lead_id, consumer_id, document) SELECT id, id, convert_to(@document, 'UTF8') FROM unnest(@ids) AS id;
        """;

    [Fact]
    public async Task Leads_captured_before_the_upgrade_and_by_an_older_instance_after_it_are_found()
    {
        var database = await service.NewDatabaseAsync();
        await RunningDataService.MigrateAsync(database, "Imports");
        await using var source = NpgsqlDataSource.Create(database);
        var (before, after, word, newWord) = (NewIds(2_500), NewIds(3), SearchTests.NewWord(), SearchTests.NewWord());
        await InsertAsync(source, before, Document(word));

        await RunningDataService.MigrateAsync(database);
        await InsertAsync(source, after, Document(newWord));
        await using var own = service.NewInstance(("ConnectionStrings:leads", database), ("ConnectionStrings:nats", await service.NewNatsAsync()));

        await Eventually.HoldsAsync(async () => await CountAsync(source, "SELECT count(DISTINCT lead_id) FROM search_key") == before.Length + after.Length);
        (await CountAsync(source, "SELECT count(*) FROM search_backlog")).ShouldBe(0);
        (await ManagerOf(own).FindAsync(newWord)).Order().ShouldBe(after.Order());
        (await ManagerOf(own).FindAsync(word)).Length.ShouldBe(200);
    }

    [Fact]
    public async Task Two_instances_share_the_work_and_a_lead_that_can_not_be_read_keeps_no_other_from_being_found()
    {
        var database = await service.NewMigratedDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        var (good, bad, word) = (NewIds(600), NewIds(1), SearchTests.NewWord());
        foreach (var some in good.Chunk(20))
            await InsertAsync(source, some, Document(word));
        await InsertAsync(source, bad, "{ this is no document");
        var nats = await service.NewNatsAsync();

        await using var one = service.NewInstance(("ConnectionStrings:leads", database), ("ConnectionStrings:nats", nats), ("Search:BatchSize", "50"));
        await using var other = service.NewInstance(("ConnectionStrings:leads", database), ("ConnectionStrings:nats", nats), ("Search:BatchSize", "50"));

        await Eventually.HoldsAsync(async () => await CountAsync(source, "SELECT count(*) FROM search_backlog") == 0);
        (await CountAsync(source, "SELECT count(DISTINCT lead_id) FROM search_key")).ShouldBe(good.Length);
        // Two words of the name and the e-mail, each once.
        (await CountAsync(source, "SELECT count(*) FROM search_key")).ShouldBe(3 * good.Length);
    }

    [Fact]
    public async Task Work_that_was_broken_off_is_done_again_from_its_start()
    {
        var connection = await service.NewMigratedDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        var (keys, seal) = (service.Services.GetRequiredService<SearchKeys>(), service.Services.GetRequiredService<PersonalSeal>());
        var (ids, word) = (NewIds(3), SearchTests.NewWord());
        await InsertAsync(database, ids, Document(word));
        // Somebody else holds a row that the index is to get, so the work waits for it after it has taken the leads out of the backlog.
        await using (var blocker = await database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var blocking = await blocker.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var block = new NpgsqlCommand($"INSERT INTO search_key (key, lead_id) VALUES ({keys.OfNameWord(word)}, '{ids[0]}')", blocker);
            await block.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            using var breakOff = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Should.ThrowAsync<OperationCanceledException>(() => new SearchBatch(database, keys, seal, NullLogger<SearchBatch>.Instance).IndexAsync(100, breakOff.Token));
            await blocking.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await using var own = service.NewInstance(("ConnectionStrings:leads", connection), ("ConnectionStrings:nats", await service.NewNatsAsync()));
        await ManagerOf(own).UntilFoundAsync(word, ids);
    }

    private HttpClient ManagerOf(ServiceFactory instance)
    {
        var client = instance.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Issuer.Token(Contracts.Access.Roles.Manager));
        return client;
    }

    private static Guid[] NewIds(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private static string Document(string word) => $$"""{"firstName":"Ada","lastName":"{{word}}","email":"ada.{{word}}@example.com"}""";

    private static async Task InsertAsync(NpgsqlDataSource database, Guid[] ids, string document)
    {
        await using var insert = database.CreateCommand(OldCapture);
        insert.Parameters.Add(new NpgsqlParameter<Guid[]>("ids", ids));
        insert.Parameters.Add(new NpgsqlParameter<string>("document", document));
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var count = database.CreateCommand(sql);
        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
