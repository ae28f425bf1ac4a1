using Aspire.Hosting.Supervision;
using Npgsql;

namespace LeadPlatform.LocalHosting.Tests.Supervision;

public class ServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_comes_back_after_a_crash_and_after_a_restart_of_the_application_with_its_data_and_password()
    {
        await using var app = new TestApp();
        var (server, database) = Describe(app.Builder);
        await app.StartAsync();
        await app.HealthyAsync("orders");
        var connectionString = await database.GetConnectionStringAsync(Cancellation);
        await ExecuteAsync(connectionString!, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");

        await app.CommandAsync("pg", KnownResourceCommands.Kill);
        await app.HealthyAsync("pg");
        (await ExecuteAsync(connectionString!, "SELECT count(*) FROM kept")).ShouldBe(1L);
        server.PrimaryEndpoint.Port.ShouldBe(new NpgsqlConnectionStringBuilder(connectionString).Port);
        await app.StopAsync();

        var next = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            ProjectDirectory = TestApp.ProjectDirectory,
            DisableDashboard = true,
            Args = ["--data", app.Directory, "--Terminal:Quiet", "true"],
        });
        var (_, kept) = Describe(next);
        await using var later = next.Build();
        await later.StartAsync(Cancellation);
        await later.ResourceNotifications.WaitForResourceHealthyAsync("orders", Cancellation);
        (await ExecuteAsync((await kept.GetConnectionStringAsync(Cancellation))!, "SELECT count(*) FROM kept")).ShouldBe(1L);
        await later.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Another_password_than_the_data_was_made_with_is_told()
    {
        await using var app = new TestApp("--Supervision:ReportUnhealthyAfter", "00:00:00.100");
        Describe(app.Builder);
        await app.StartAsync();
        await app.HealthyAsync("pg");
        await app.StopAsync();

        var next = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            ProjectDirectory = TestApp.ProjectDirectory,
            DisableDashboard = true,
            Args = ["--data", app.Directory, "--Terminal:Quiet", "true", "--Parameters:pg-password", "other", "--Supervision:ReportUnhealthyAfter", "00:00:00.100"],
        });
        Describe(next);
        await using var later = next.Build();
        await later.StartAsync(Cancellation);
        var board = (ResourceBoard)later.Services.GetService(typeof(ResourceBoard))!;
        var now = await board.Find("pg")!.WhenAsync(now => now.Reason?.Contains("password", StringComparison.Ordinal) == true, Cancellation);

        now.Reason.ShouldBe("not healthy yet: the data of 'pg' was made with another password. Give that as --Parameters:pg-password, or start with --fresh, which deletes the data");
        await later.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_configured_connection_string_replaces_the_process()
    {
        await using var app = new TestApp("--ConnectionStrings:cache", "cache.example.com:6379", "--ConnectionStrings:orders", "Host=db.example.com;Database=orders");
        app.Builder.AddRedis("cache");
        Describe(app.Builder);

        await app.StartAsync();

        foreach (var name in new[] { "cache", "pg", "orders" })
        {
            var now = await app.WhenAsync(name, ResourceState.Running);
            now.ProcessId.ShouldBeNull();
            now.IsUp.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Data_without_a_volume_is_gone_at_the_next_start_and_data_in_one_is_gone_with_fresh()
    {
        await using var app = new TestApp("--fresh");
        Directory.CreateDirectory(Path.Combine(app.Directory, "volumes", "old"));
        Directory.CreateDirectory(Path.Combine(app.Directory, "scratch", "old"));
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "parameters.json"), "{}", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(app.Directory, "of-somebody-else"), "", Cancellation);

        await app.StartAsync();

        Directory.Exists(Path.Combine(app.Directory, "volumes", "old")).ShouldBeFalse();
        Directory.Exists(Path.Combine(app.Directory, "scratch", "old")).ShouldBeFalse();
        File.Exists(Path.Combine(app.Directory, "parameters.json")).ShouldBeFalse();
        File.Exists(Path.Combine(app.Directory, "of-somebody-else")).ShouldBeTrue();
    }

    private static (PostgresServerResource Server, IResourceWithConnectionString Database) Describe(IDistributedApplicationBuilder builder)
    {
        var server = builder.AddPostgres("pg").WithDataVolume().WithArgs("-c", "fsync=off");
        return (server.Resource, server.AddDatabase("orders").Resource);
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
