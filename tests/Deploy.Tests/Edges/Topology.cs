using System.Text.Json.Nodes;
using LeadPlatform.Deploy.Tests.Programs;

namespace LeadPlatform.Deploy.Tests.Edges;

/// <summary>The platform as src/AppHost describes it: <c>AppHost --describe</c>.</summary>
internal sealed class Topology
{
    private static readonly Lazy<Task<Topology>> Read = new(ReadAsync);
    private readonly Dictionary<string, JsonObject> _resources;

    private Topology(JsonNode description) => _resources = description["resources"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => one!.AsObject());

    public static Task<Topology> OfAppHostAsync() => Read.Value;

    /// <summary>Its processes: the services and the migrators.</summary>
    public IEnumerable<string> Projects => _resources.Where(one => (string)one.Value["type"]! == "ProjectResource").Select(one => one.Key);

    /// <summary>What a project calls and connects to; a database counts as its server.</summary>
    public IEnumerable<string> UsedBy(string project) =>
        _resources[project]["references"]!.AsArray().Select(name => (string?)_resources[(string)name!]["parent"] ?? (string)name!);

    /// <summary>Names of the variables it gives a project, without those that say how it runs on one machine.</summary>
    public IEnumerable<string> VariablesOf(string project) => _resources[project]["variables"]!.AsArray().Select(name => (string)name!)
        .Where(name => !name.StartsWith("OTEL_", StringComparison.Ordinal) && name is not ("DOTNET_ENVIRONMENT" or "ASPNETCORE_ENVIRONMENT" or "Messaging__Pacing__Enabled"));

    private static async Task<Topology> ReadAsync() =>
        new(JsonNode.Parse(await ProgramRun.OutputAsync("dotnet", ["exec", Repository.Path("src/AppHost/bin/Release/net10.0/LeadPlatform.AppHost.dll"), "--describe"]))!);
}
