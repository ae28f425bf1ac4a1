using LeadPlatform.TestHost;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Npgsql;
using StackExchange.Redis;

namespace LeadPlatform.LocalHosting.Tests.Servers;

public class PlatformServersTests(PlatformServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_database_is_new_and_takes_statements()
    {
        var one = await servers.NewDatabaseAsync("servers", Cancellation);
        var other = await servers.NewDatabaseAsync("servers", Cancellation);

        one.ShouldNotBe(other);
        (await ScalarAsync(one, "CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2); SELECT count(*) FROM t")).ShouldBe(2L);
        (await ScalarAsync(other, "SELECT to_regclass('t') IS NULL")).ShouldBe(true);
    }

    [Fact]
    public async Task PostgreSQL_refuses_another_password()
    {
        var database = new NpgsqlConnectionStringBuilder(await servers.NewDatabaseAsync("password", Cancellation)) { Password = "another", Pooling = false };

        var refusal = await Should.ThrowAsync<PostgresException>(() => ScalarAsync(database.ConnectionString, "SELECT 1"));

        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Redis_lets_in_with_the_password_alone()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.RedisConnectionString);
        await redis.GetDatabase().StringSetAsync("servers:a", "1");
        (await redis.GetDatabase().StringGetAsync("servers:a")).ToString().ShouldBe("1");

        await using var stranger = await ConnectionMultiplexer.ConnectAsync(servers.RedisConnectionString.Split(',')[0] + ",abortConnect=false,connectTimeout=500");
        await Should.ThrowAsync<RedisException>(() => stranger.GetDatabase().StringGetAsync("servers:a"));
    }

    [Fact]
    public async Task NATS_keeps_a_stream_over_a_crash()
    {
        await using var server = await servers.NewNatsAsync();
        server.Url.ShouldNotBe(servers.NatsUrl);
        await using var connection = new NatsConnection(new NatsOpts { Url = server.Url });
        var jetStream = new NatsJSContext(connection);
        await jetStream.CreateStreamAsync(new StreamConfig("ORDERS", ["orders.>"]), Cancellation);
        (await jetStream.PublishAsync("orders.a", "1", cancellationToken: Cancellation)).EnsureSuccess();

        await server.Handle.KillAsync();
        await server.Handle.StartAsync();

        await using var later = new NatsConnection(new NatsOpts { Url = server.Url });
        var stream = await new NatsJSContext(later).GetStreamAsync("ORDERS", cancellationToken: Cancellation);
        stream.Info.State.Messages.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_can_be_taken_away_and_brought_back_with_its_data()
    {
        await using var own = new PlatformServers();
        await own.InitializeAsync();
        var database = await own.NewDatabaseAsync("away", Cancellation) + ";Pooling=false";
        await ScalarAsync(database, "CREATE TABLE kept (n int); SELECT 1");

        await own.Postgres.StopAsync();
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(database, "SELECT 1"));
        await own.Postgres.StartAsync();

        (await ScalarAsync(database, "SELECT count(*) FROM kept")).ShouldBe(0L);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
