namespace LeadPlatform.LocalHosting.Tests.Values;

public class EnvironmentTests
{
    [Fact]
    public async Task Every_kind_of_value_is_resolved()
    {
        await using var app = new TestApp("--Parameters:word", "w o/rd");
        var word = app.Builder.AddParameter("word");
        var service = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26301);
        var endpoint = service.GetEndpoint("http");
        var server = app.Builder.AddRedis("cache", 26302, app.Builder.AddParameter("cache-word", "x"));
        var user = app.Builder.AddExecutable("user", "true", ".")
            .WithEnvironment("TEXT", "a{b}")
            .WithEnvironment("NOTHING", (string?)null)
            .WithEnvironment("FUNCTION", () => "later")
            .WithEnvironment("ENDPOINT", endpoint)
            .WithEnvironment("PARAMETER", word)
            .WithEnvironment("CONNECTION", server)
            .WithEnvironment("EXPRESSION", ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.HostAndPort)}/{{{word}}}"))
            .WithEnvironment("INTERPOLATED", $"{endpoint}/path?word={word.Resource:uri}&scheme={endpoint.Property(EndpointProperty.Scheme)}")
            .WithEnvironment(context => context.EnvironmentVariables["STEP"] = context.Resource.Name);

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string>
        {
            ["TEXT"] = "a{b}",
            ["NOTHING"] = "",
            ["FUNCTION"] = "later",
            ["ENDPOINT"] = "http://localhost:26301",
            ["PARAMETER"] = "w o/rd",
            ["CONNECTION"] = "127.0.0.1:26302,password=x",
            ["EXPRESSION"] = "localhost:26301/{w o/rd}",
            ["INTERPOLATED"] = "http://localhost:26301/path?word=w%20o%2Frd&scheme=http",
            ["STEP"] = "user",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Arguments_are_texts_and_values_in_their_order()
    {
        await using var app = new TestApp();
        var endpoint = app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint(port: 26303).GetEndpoint("http");
        var user = app.Builder.AddExecutable("user", "true", ".", "first").WithArgs("second", "third").WithArgs(endpoint, 4).WithArgs(context => context.Args.Add("fifth"));

        (await app.ArgumentsAsync(user)).ShouldBe(["first", "second", "third", "http://localhost:26303", "4", "fifth"]);
    }

    [Fact]
    public async Task The_port_of_an_endpoint_with_a_variable_reaches_a_program()
    {
        await using var app = new TestApp();
        var user = app.Builder.AddExecutable("user", "true", ".").WithHttpEndpoint(port: 26304, env: "PORT").WithEndpoint(port: 26305, name: "raw", env: "RAW_PORT");

        (await app.VariablesAsync(user)).ShouldBe(new Dictionary<string, string> { ["PORT"] = "26304", ["RAW_PORT"] = "26305" }, ignoreOrder: true);
    }

    [Fact]
    public void An_expression_shows_its_values_as_references()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { ProjectDirectory = TestApp.ProjectDirectory });
        var server = builder.AddRedis("cache");

        server.Resource.ConnectionStringExpression.ValueExpression.ShouldBe("{cache.bindings.tcp.host}:{cache.bindings.tcp.port},password={cache-password.value}");
        ((IManifestExpressionProvider)server.Resource).ValueExpression.ShouldBe("{cache.connectionString}");
    }
}
