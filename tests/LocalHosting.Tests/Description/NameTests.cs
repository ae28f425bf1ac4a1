namespace LeadPlatform.LocalHosting.Tests.Description;

public class NameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Orders-2-go")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_good_name_is_taken(string name)
    {
        await using var app = new TestApp();

        app.Builder.AddParameter(name).Resource.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("", "It has 0 characters; 1 to 64 are allowed.")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345", "It has 65 characters; 1 to 64 are allowed.")]
    [InlineData("my_db", "'_' is not allowed; only ASCII letters, digits and hyphens are.")]
    [InlineData("börse", "'ö' is not allowed; only ASCII letters, digits and hyphens are.")]
    [InlineData("1db", "It must start with a letter.")]
    [InlineData("-db", "It must start with a letter.")]
    [InlineData("db-", "It must not end with a hyphen.")]
    [InlineData("my--db", "It must not have two hyphens in a row.")]
    public async Task A_bad_name_is_refused_with_its_fault(string name, string fault)
    {
        await using var app = new TestApp();

        Should.Throw<ArgumentException>(() => app.Builder.AddRedis(name)).Message.ShouldStartWith($"Resource name '{name}' is invalid. {fault}");
        Should.Throw<ArgumentException>(() => app.Builder.AddProject("good", TestApp.Echo).WithHttpEndpoint(name: name)).Message.ShouldStartWith($"Endpoint name '{name}' is invalid. {fault}");
    }

    [Fact]
    public async Task Two_resources_of_one_name_are_refused_whatever_the_case()
    {
        await using var app = new TestApp();
        app.Builder.AddRedis("cache");

        Should.Throw<DistributedApplicationException>(() => app.Builder.AddNats("Cache")).Message
            .ShouldBe("A resource 'cache' (RedisResource) exists already, so 'Cache' (NatsServerResource) needs another name; case makes no difference.");
    }

    [Fact]
    public async Task Two_endpoints_of_one_name_are_refused()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint();

        Should.Throw<DistributedApplicationException>(() => service.WithHttpEndpoint()).Message
            .ShouldBe("'orders' has an endpoint 'http' already. Give one of them another name (the name defaults to the scheme).");
    }

    [Fact]
    public async Task A_replica_with_the_name_of_another_resource_is_refused()
    {
        await using var app = new TestApp();
        app.Builder.AddExecutable("orders-1", "true", ".");
        app.Builder.AddProject("orders", TestApp.Echo).WithReplicas(2);

        (await Should.ThrowAsync<DistributedApplicationException>(app.StartAsync)).Message
            .ShouldBe("Replica 1 of 'orders' is called 'orders-1', as is the resource 'orders-1'. Rename one of them.");
    }

    [Fact]
    public async Task A_builder_of_a_resource_is_a_builder_of_its_interfaces()
    {
        await using var app = new TestApp();
        var server = app.Builder.AddPostgres("pg");

        IResourceBuilder<IResourceWithConnectionString> asConnection = server;
        IResourceBuilder<IResource> asResource = asConnection;

        asResource.Resource.ShouldBeSameAs(server.Resource);
    }
}
