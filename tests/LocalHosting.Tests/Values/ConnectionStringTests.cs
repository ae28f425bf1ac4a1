namespace LeadPlatform.LocalHosting.Tests.Values;

public class ConnectionStringTests
{
    [Fact]
    public async Task A_PostgreSQL_server_and_its_database_are_injected_word_for_word()
    {
        await using var app = new TestApp("--Parameters:pg-password", "p{w}");
        var server = app.Builder.AddPostgres("pg", port: 26001);
        var database = server.AddDatabase("orders-db", databaseName: "orders");
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(server).WithReference(database).WithReference(database, connectionName: "main");

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string>
        {
            ["ConnectionStrings__pg"] = "Host=127.0.0.1;Port=26001;Username=postgres;Password=p{w}",
            ["ConnectionStrings__orders-db"] = "Host=127.0.0.1;Port=26001;Username=postgres;Password=p{w};Database=orders",
            ["ConnectionStrings__main"] = "Host=127.0.0.1;Port=26001;Username=postgres;Password=p{w};Database=orders",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task User_and_password_of_PostgreSQL_can_be_given()
    {
        await using var app = new TestApp();
        var server = app.Builder.AddPostgres("pg", app.Builder.AddParameter("owner", "boss"), app.Builder.AddParameter("word", "secret", secret: true), 26002);
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(server);

        (await app.VariablesAsync(user))["ConnectionStrings__pg"].ShouldBe("Host=127.0.0.1;Port=26002;Username=boss;Password=secret");
    }

    [Fact]
    public async Task Redis_is_injected_word_for_word()
    {
        await using var app = new TestApp("--Parameters:cache-password", "r3dis");
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(app.Builder.AddRedis("cache", port: 26003));

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string> { ["ConnectionStrings__cache"] = "127.0.0.1:26003,password=r3dis" });
    }

    [Fact]
    public async Task NATS_is_injected_word_for_word_with_an_encoded_password()
    {
        await using var app = new TestApp("--Parameters:bus-password", "a/b@c");
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(app.Builder.AddNats("bus", port: 26004).WithJetStream());

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string> { ["ConnectionStrings__bus"] = "nats://nats:a%2Fb%40c@127.0.0.1:26004" });
    }

    [Fact]
    public async Task Qdrant_is_injected_from_configuration_with_its_HTTP_form()
    {
        await using var app = new TestApp("--ConnectionStrings:vectors", "Endpoint=http://q:6334;Key=k", "--ConnectionStrings:vectors_http", "Endpoint=http://q:6333;Key=k");
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(app.Builder.AddQdrant("vectors"));

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string>
        {
            ["ConnectionStrings__vectors"] = "Endpoint=http://q:6334;Key=k",
            ["ConnectionStrings__vectors_http"] = "Endpoint=http://q:6333;Key=k",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_configured_connection_string_is_passed_on_as_it_is()
    {
        await using var app = new TestApp("--ConnectionStrings:pg", "Host=db.example.com", "--ConnectionStrings:cache", "cache.example.com:6379");
        var server = app.Builder.AddPostgres("pg");
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(server.AddDatabase("orders")).WithReference(app.Builder.AddRedis("cache"));

        var variables = await app.VariablesAsync(user);

        variables["ConnectionStrings__orders"].ShouldBe("Host=db.example.com;Database=orders");
        variables["ConnectionStrings__cache"].ShouldBe("cache.example.com:6379");
    }

    [Fact]
    public async Task AddConnectionString_takes_the_configured_value_and_may_name_its_variable()
    {
        await using var app = new TestApp("--ConnectionStrings:mail", "smtp://mail.example.com", "--ConnectionStrings:search", "http://search.example.com");
        var user = app.Builder.AddExecutable("user", "true", ".")
            .WithReference(app.Builder.AddConnectionString("mail")).WithReference(app.Builder.AddConnectionString("search", "SEARCH_URL"));

        (await app.VariablesAsync(user)).ShouldBe(
            new Dictionary<string, string> { ["ConnectionStrings__mail"] = "smtp://mail.example.com", ["SEARCH_URL"] = "http://search.example.com" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_missing_connection_string_is_left_out_where_it_is_optional_and_named_where_it_is_not()
    {
        await using var app = new TestApp();
        var mail = app.Builder.AddConnectionString("mail");
        var lenient = app.Builder.AddExecutable("lenient", "true", ".").WithReference(mail, optional: true);
        var strict = app.Builder.AddExecutable("strict", "true", ".").WithReference(mail);

        (await app.VariablesAsync(lenient)).ShouldBeEmpty();
        (await Should.ThrowAsync<DistributedApplicationException>(() => app.VariablesAsync(strict)))
            .Message.ShouldBe("'strict' can't be given ConnectionStrings__mail: The connection string 'mail' is missing. Set ConnectionStrings__mail.");
    }
}
