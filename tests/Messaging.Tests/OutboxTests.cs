using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using LeadPlatform.TestHost;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.Messaging.Tests;

public sealed class OutboxTests(PlatformServers servers)
{
    private readonly EventOutbox _outbox = new(Options.Create(new OutboxOptions()));

    [Fact]
    public async Task A_committed_event_is_published_and_leaves_the_table()
    {
        await using var nats = await servers.NewNatsAsync();
        await using var database = await NewOutboxAsync();
        var recorder = new Recorder();
        await using var host = await StartAsync(nats, recorder, database);
        var one = MessagingHost.Event();

        await AppendAsync(database, commit: true, one);
        host.Outbox.Committed([one]);

        (await recorder.NextAsync()).Id.ShouldBe(one.Id);
        await EmptyAsync(database);
    }

    [Fact]
    public async Task An_event_of_a_transaction_that_was_rolled_back_is_never_published()
    {
        await using var nats = await servers.NewNatsAsync();
        await using var database = await NewOutboxAsync();
        var recorder = new Recorder();
        await using var host = await StartAsync(nats, recorder, database);
        var (undone, done) = (MessagingHost.Event(), MessagingHost.Event());

        await AppendAsync(database, commit: false, undone);
        await AppendAsync(database, commit: true, done);

        (await recorder.NextAsync()).Id.ShouldBe(done.Id);
        await EmptyAsync(database);
    }

    [Fact]
    public async Task What_a_crash_left_is_published_in_its_order_by_the_next_process()
    {
        await using var nats = await servers.NewNatsAsync();
        await using var database = await NewOutboxAsync();
        var left = Enumerable.Range(0, 2_500).Select(_ => MessagingHost.Event()).ToArray();
        await AppendAsync(database, commit: true, left);

        var recorder = new Recorder();
        await using var host = await StartAsync(nats, recorder, database);

        (await recorder.NextAsync(left.Length)).Select(one => one.Id).ShouldBe(left.Select(one => one.Id));
        await EmptyAsync(database);
    }

    [Fact]
    public async Task Events_committed_while_the_stream_is_away_are_published_when_it_is_back()
    {
        await using var nats = await servers.NewNatsAsync();
        await using var database = await NewOutboxAsync();
        var recorder = new Recorder();
        await using var host = await StartAsync(nats, recorder, database);
        await nats.Handle.KillAsync();
        var events = Enumerable.Range(0, 100).Select(_ => MessagingHost.Event()).ToArray();

        await AppendAsync(database, commit: true, events);
        host.Outbox.Committed(events);
        await nats.Handle.StartAsync();

        (await recorder.NextAsync(events.Length)).Select(one => one.Id).ShouldBe(events.Select(one => one.Id), ignoreOrder: true);
        await EmptyAsync(database);
    }

    private static Task<MessagingHost> StartAsync(NatsServer nats, Recorder recorder, NpgsqlDataSource database) =>
        MessagingHost.StartAsync(nats.Url, recorder, database: database.ConnectionString);

    private async Task<NpgsqlDataSource> NewOutboxAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(await servers.NewDatabaseAsync("outbox", TestContext.Current.CancellationToken)) { PersistSecurityInfo = true };
        var database = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var create = database.CreateCommand(OutboxTable.CreateSql);
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return database;
    }

    private async Task AppendAsync(NpgsqlDataSource database, bool commit, params OutgoingEvent[] events)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await _outbox.AppendAsync(connection, transaction, events, TestContext.Current.CancellationToken);
        if (commit)
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the table is empty; the relay deletes after the stream has acknowledged, so a reader of the stream can be first.</summary>
    private static async Task EmptyAsync(NpgsqlDataSource database)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await using var count = database.CreateCommand("SELECT count(*) FROM outbox");
        while ((long)(await count.ExecuteScalarAsync(limit.Token))! > 0)
            await Task.Yield();
    }
}
