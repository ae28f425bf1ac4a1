using System.Net;
using System.Text.Json;
using LeadPlatform.Backend.Tests.Hosting;

namespace LeadPlatform.Backend.Tests.Documentation;

public sealed class OpenApiTests(BackendFixture shared) : BackendTest(shared)
{
    [Fact]
    public async Task The_document_lists_what_callers_use_and_nothing_internal() =>
        (await OperationsAsync()).Select(o => o.Name).Order(StringComparer.Ordinal).ShouldBe(
        [
            "delete /v1/me/sessions", "delete /v1/me/sessions/{id}", "delete /v1/sources/{id}/keys/{keyId}", "delete /v1/sources/{id}/mapping", "get /v1/agents",
            "get /v1/agents/{id}", "get /v1/audit", "get /v1/audit/logs/backend", "get /v1/audit/logs/backend/chain", "get /v1/me", "get /v1/me/sessions",
            "get /v1/publishers", "get /v1/publishers/{id}", "get /v1/sources", "get /v1/sources/{id}", "get /v1/sources/{id}/keys", "get /v1/sources/{id}/mapping",
            "get /v1/users", "get /v1/users/{id}", "patch /v1/agents/{id}", "patch /v1/publishers/{id}", "patch /v1/sources/{id}", "patch /v1/users/{id}",
            "post /connect/token", "post /v1/agents", "post /v1/leads/{id}/disposition", "post /v1/publishers", "post /v1/sources", "post /v1/sources/{id}/keys",
            "post /v1/sources/{id}/keys/{keyId}/rotate", "post /v1/sources/{id}/mapping/preview", "post /v1/users", "post /v1/users/{id}/disable",
            "post /v1/users/{id}/enable", "post /v1/users/{id}/invite", "post /v1/users/{id}/reset-second-factor", "put /v1/sources/{id}/mapping",
        ]);

    [Fact]
    public async Task Every_operation_of_the_api_has_a_summary_an_example_and_its_refusals()
    {
        foreach (var (name, operation) in (await OperationsAsync()).Where(o => o.Name.Contains("/v1/", StringComparison.Ordinal)))
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(name);
            operation.GetProperty("security").EnumerateArray().ShouldNotBeEmpty(name);
            var responses = operation.GetProperty("responses");
            foreach (var status in new[] { "401", "403" })
                responses.GetProperty(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Problem");
            var success = responses.EnumerateObject().First(r => r.Name[0] == '2');
            if (success.Name == "204")
                continue;
            success.Value.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _).ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task The_examples_are_taken_by_the_endpoints_they_stand_at()
    {
        var create = (await OperationsAsync()).Single(o => o.Name == "post /v1/agents").Operation;
        var example = create.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
        using var manager = Host.As("manager");

        await manager.PostAsync("/v1/agents", example).ShouldBeAsync(HttpStatusCode.Created);
    }

    private async Task<List<(string Name, JsonElement Operation)>> OperationsAsync()
    {
        using var http = Host.With(null);
        var document = await http.ReadAsync("/openapi/v1.json").ShouldBeAsync(HttpStatusCode.OK);
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select ($"{operation.Name} {path.Name}", operation.Value),
        ];
    }
}
