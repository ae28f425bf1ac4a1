using System.Text.Json.Nodes;
using LeadPlatform.ApiGateway.ApiDescription;

namespace LeadPlatform.ApiGateway.Tests.ApiDescription;

public sealed class DocumentMergeTests
{
    private const string One = """
        {"openapi":"3.1.1","paths":{
          "/v1/a":{"get":{"operationId":"List","responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Page"}}}}}}},
          "/internal/a":{"get":{"responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Secret"}}}}}}}},
         "components":{"schemas":{"Page":{"type":"object","properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Item"}}}},"Item":{"type":"string"},"Secret":{"type":"string"},"Same":{"type":"integer"}},
                       "securitySchemes":{"own":{"type":"http","scheme":"basic"}}}}
        """;

    private const string Two = """
        {"openapi":"3.1.1","paths":{
          "/v1/b":{"get":{"operationId":"List","responses":{"200":{"description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Page"}}}},"default":{"description":"own"},"404":{"description":"none","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/ProblemDetails"}}}}}}},
          "/v1/a":{"get":{"operationId":"Shadowed"}}},
         "components":{"schemas":{"Page":{"type":"object","properties":{"rows":{"$ref":"#/components/schemas/Same"}}},"Same":{"type":"integer"},"ProblemDetails":{"type":"object"}}}}
        """;

    private readonly JsonObject _merged;

    public DocumentMergeTests()
    {
        var merge = new DocumentMerge((service, path) => path.StartsWith("/v1", StringComparison.Ordinal) && (path != "/v1/a" || service == "one"));
        merge.Add("one", "One", JsonNode.Parse(One)!.AsObject());
        merge.Add("two", "Two", JsonNode.Parse(Two)!.AsObject());
        _merged = merge.Build();
    }

    [Fact]
    public void Only_routed_paths_are_described() => Paths().ShouldBe(["/v1/a", "/v1/b", "/connect/token"]);

    [Fact]
    public void Only_what_the_paths_need_is_described() =>
        _merged["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ShouldBe(["Page", "Item", "TwoPage", "Same", "Problem"], ignoreOrder: true);

    [Fact]
    public void Schemas_of_one_name_that_differ_are_told_apart_and_referred_to_rightly()
    {
        Schema("/v1/a").ShouldBe("#/components/schemas/Page");
        Schema("/v1/b").ShouldBe("#/components/schemas/TwoPage");
        _merged["components"]!["schemas"]!["TwoPage"]!["properties"]!["rows"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Same");
    }

    [Fact]
    public void Operation_ids_stay_unique()
    {
        Operation("/v1/a")["operationId"]!.GetValue<string>().ShouldBe("List");
        Operation("/v1/b")["operationId"]!.GetValue<string>().ShouldBe("TwoList");
    }

    [Fact]
    public void Every_operation_says_how_errors_look_unless_it_does_itself()
    {
        Operation("/v1/a")["responses"]!["default"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/responses/Problem");
        Operation("/v1/b")["responses"]!["default"]!["description"]!.GetValue<string>().ShouldBe("own");
    }

    [Fact]
    public void Problems_look_alike_whichever_service_answers() =>
        Operation("/v1/b")["responses"]!["404"]!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Problem");

    [Fact]
    public void Callers_come_with_a_token_or_a_key()
    {
        _merged["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key).ShouldBe(["bearer", "apiKey"]);
        _merged["security"]!.AsArray().Count.ShouldBe(2);
    }

    private IEnumerable<string> Paths() => _merged["paths"]!.AsObject().Select(path => path.Key);

    private JsonNode Operation(string path) => _merged["paths"]![path]!["get"]!;

    private string Schema(string path) => Operation(path)["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>();
}
