using System.Text.Json.Nodes;

namespace LeadPlatform.LocalHosting.Tests.Description;

public class ApplicationDescriptionTests
{
    [Fact]
    public async Task It_names_the_parts_who_uses_whom_and_the_variables_each_is_given()
    {
        await using var app = new TestApp();
        var database = app.Builder.AddPostgres("postgres").AddDatabase("orders-database", databaseName: "orders");
        var secret = app.Builder.AddParameter("word", new GenerateParameterDefault { MinLength = 20 }, secret: true, persist: true);
        var first = app.Builder.AddProject("first", TestApp.Echo).WithHttpEndpoint(name: "http").WithReplicas(2);
        app.Builder.AddProject("second", TestApp.Echo).WithReference(database, connectionName: "orders").WithReference(first.GetEndpoint("http")).WithEnvironment("Word", secret);
        app.Build();

        var description = JsonNode.Parse(await app.DescribeAsync())!["resources"]!.AsArray();

        var second = description.Single(one => (string)one!["name"]! == "second")!;
        second["references"]!.AsArray().Select(one => (string)one!).ShouldBe(["first", "orders-database"]);
        string[] given = ["ConnectionStrings__orders", "Word", "services__first__http__0", "services__first__http__1"];
        given.ShouldBeSubsetOf(second["variables"]!.AsArray().Select(one => (string)one!));
        ((string)description.Single(one => (string)one!["name"]! == "orders-database")!["parent"]!).ShouldBe("postgres");
        Directory.EnumerateFileSystemEntries(app.Directory).ShouldBeEmpty("a description makes no values and no data");
    }
}
