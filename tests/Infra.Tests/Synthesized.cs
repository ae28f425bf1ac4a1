using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.Infra.Tests;

/// <summary>What the program makes, synthesized once for all tests.</summary>
internal sealed class Synthesized
{
    private static readonly Lazy<Task<Synthesized>> Once = new(RunAsync);

    private Synthesized(string folder, TimeSpan took)
    {
        (Folder, Took) = (folder, took);
        Templates = Directory.GetFiles(folder, "*.template.json")
            .ToDictionary(path => Path.GetFileName(path)[..^".template.json".Length], path => JsonNode.Parse(File.ReadAllText(path))!.AsObject());
    }

    public string Folder { get; }

    public TimeSpan Took { get; }

    /// <summary>Templates by stack: <c>production-primary-network</c>.</summary>
    public IReadOnlyDictionary<string, JsonObject> Templates { get; }

    public static Task<Synthesized> GetAsync() => Once.Value;

    /// <summary>A template for the assertions of the CDK.</summary>
    public static async Task<Amazon.CDK.Assertions.Template> TemplateAsync(string stack) => Amazon.CDK.Assertions.Template.FromString((await GetAsync()).Templates[stack].ToJsonString());

    public static async Task<Stack> StackAsync(string name) => new((await GetAsync()).Templates[name]);

    private static async Task<Synthesized> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("infra-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        // Beside this assembly it would lack what this one takes from the shared framework.
        var built = Path.Combine(Repository.Path("deploy/infra"), Path.GetRelativePath(Repository.Path("tests/Infra.Tests"), AppContext.BaseDirectory), "LeadPlatform.Infra.dll");
        var clock = Stopwatch.StartNew();
        await Repository.RunAsync("dotnet", ["exec", built], "deploy/infra",
            [("CDK_OUTDIR", folder.FullName), ("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1"), ("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1")]);
        return new Synthesized(folder.FullName, clock.Elapsed);
    }
}

/// <summary>The resources of one template.</summary>
internal sealed record Stack(JsonObject Template)
{
    public IEnumerable<(string Id, JsonObject Properties)> Of(string type) =>
        Template["Resources"]!.AsObject().Where(one => (string)one.Value!["Type"]! == type).Select(one => (one.Key, one.Value!["Properties"]?.AsObject() ?? []));

    public JsonObject Single(string type) => Of(type).Single().Properties;

    public JsonObject Get(string id) => Template["Resources"]![id]!["Properties"]!.AsObject();

    public static JsonNode Json(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true })!;
}
