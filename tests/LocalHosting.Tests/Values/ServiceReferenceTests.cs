namespace LeadPlatform.LocalHosting.Tests.Values;

public class ServiceReferenceTests
{
    [Fact]
    public async Task All_endpoints_of_a_project_are_injected_by_scheme_in_their_order()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26101).WithHttpEndpoint(port: 26102, name: "admin");
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(service);

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string>
        {
            ["services__orders__http__0"] = "http://localhost:26101",
            ["services__orders__http__1"] = "http://localhost:26102",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task One_endpoint_can_be_referenced_alone_and_before_it_is_declared()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo);
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(service.GetEndpoint("http"));
        service.WithHttpEndpoint(port: 26103, name: "http").WithHttpEndpoint(port: 26104, name: "management");

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string> { ["services__orders__http__0"] = "http://localhost:26103" });
    }

    [Fact]
    public async Task A_reference_can_have_a_name_of_its_own()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26105);
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(service, "shop");

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string> { ["services__shop__http__0"] = "http://localhost:26105" });
    }

    [Fact]
    public async Task Every_replica_has_a_port_of_its_own_and_all_are_injected()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithReplicas(3);
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(service);

        var addresses = await app.VariablesAsync(user);

        addresses.Keys.Order().ShouldBe(["services__orders__http__0", "services__orders__http__1", "services__orders__http__2"]);
        addresses.Values.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task An_address_outside_is_injected_as_default()
    {
        await using var app = new TestApp();
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference("mail", new Uri("https://mail.example.com/api/"));

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string> { ["services__mail__default__0"] = "https://mail.example.com/api/" });
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("https://mail.example.com/api")]
    [InlineData("https://mail.example.com/?a=1")]
    [InlineData("https://mail.example.com/#a")]
    public async Task An_address_outside_must_be_a_plain_base(string address)
    {
        await using var app = new TestApp();
        var user = app.Builder.AddExecutable("user", "true", ".");

        Should.Throw<InvalidOperationException>(() => user.WithReference("mail", new Uri(address, UriKind.RelativeOrAbsolute)))
            .Message.ShouldBe($"The address '{address}' of service 'mail' must be absolute, end with '/' and have neither query nor fragment.");
    }

    [Fact]
    public async Task A_reference_to_an_endpoint_that_is_never_declared_is_named()
    {
        await using var app = new TestApp();
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint();
        var user = app.Builder.AddExecutable("user", "true", ".").WithReference(service.GetEndpoint("https"));

        (await Should.ThrowAsync<DistributedApplicationException>(() => app.VariablesAsync(user))).Message.ShouldBe("'orders' has no endpoint 'https'. It has 'http'.");
    }
}
