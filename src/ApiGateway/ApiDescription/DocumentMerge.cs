using System.Text.Json.Nodes;

namespace LeadPlatform.ApiGateway.ApiDescription;

/// <summary>
/// Makes one OpenAPI document of several: the paths that the gateway routes to each service, and the components they need. Components of the same name
/// that differ are told apart by the service's name.
/// </summary>
internal sealed class DocumentMerge(Func<string, string, bool> isRouted)
{
    private const string FrameworkProblem = "ProblemDetails";

    private readonly JsonObject _paths = [];
    private readonly Dictionary<string, JsonObject> _components = [];
    private readonly HashSet<string> _operationIds = [];

    /// <param name="service">Name in discovery, which is the cluster's name.</param>
    /// <param name="title">Prefix of what has to be told apart: <c>DataService</c>.</param>
    public void Add(string service, string title, JsonObject document)
    {
        document = document.DeepClone().AsObject();
        var components = document["components"] as JsonObject ?? [];
        components.Remove("securitySchemes");
        UsePlatformsProblem(document, components);
        References.Rename(document, Collisions(title, components));
        var paths = (document["paths"] as JsonObject ?? []).Where(path => isRouted(service, path.Key) && !_paths.ContainsKey(path.Key)).ToList();
        foreach (var (path, item) in paths)
        {
            UniqueOperationIds(title, item);
            _paths[path] = item?.DeepClone();
        }

        foreach (var reference in Needed(paths.Select(path => path.Value), components))
        {
            var (section, name) = References.Split(reference);
            Section(section)[name] = components[section]![name]!.DeepClone();
        }
    }

    public JsonObject Build() => PlatformDescription.Complete(
        _paths.DeepClone().AsObject(),
        new JsonObject(_components.Select(section => KeyValuePair.Create(section.Key, (JsonNode?)section.Value.DeepClone()))));

    /// <summary>The framework's schema of problem details knows nothing of code, requestId and errors.</summary>
    private static void UsePlatformsProblem(JsonObject document, JsonObject components)
    {
        (components["schemas"] as JsonObject)?.Remove(FrameworkProblem);
        References.Rename(document, new Dictionary<string, string> { [References.To("schemas", FrameworkProblem)] = References.To("schemas", PlatformDescription.ProblemName) });
    }

    /// <summary>Renames, in <paramref name="components"/>, what is there under the same name and different.</summary>
    private Dictionary<string, string> Collisions(string title, JsonObject components)
    {
        var renamed = new Dictionary<string, string>();
        foreach (var (section, members) in components)
        {
            foreach (var (name, component) in (members as JsonObject ?? []).ToList())
            {
                if (!Section(section).TryGetPropertyValue(name, out var there) || JsonNode.DeepEquals(there, component))
                    continue;
                members!.AsObject().Remove(name);
                members[title + name] = component;
                renamed[References.To(section, name)] = References.To(section, title + name);
            }
        }

        return renamed;
    }

    private static HashSet<string> Needed(IEnumerable<JsonNode?> roots, JsonObject components)
    {
        var needed = new HashSet<string>();
        var open = new Stack<string>(roots.SelectMany(References.In));
        while (open.TryPop(out var reference))
        {
            var (section, name) = References.Split(reference);
            if (components[section]?[name] is not { } component || !needed.Add(reference))
                continue;
            foreach (var next in References.In(component))
                open.Push(next);
        }

        return needed;
    }

    private void UniqueOperationIds(string title, JsonNode? item)
    {
        foreach (var operation in Operations(item))
        {
            if (operation["operationId"]?.GetValue<string>() is { } id && !_operationIds.Add(id))
                operation["operationId"] = title + id;
        }
    }

    internal static IEnumerable<JsonObject> Operations(JsonNode? item) =>
        (item as JsonObject ?? []).Where(member => member.Key is "get" or "put" or "post" or "delete" or "patch" or "head" or "options")
            .Select(member => member.Value)
            .OfType<JsonObject>();

    private JsonObject Section(string name) => _components.TryGetValue(name, out var section) ? section : _components[name] = [];
}
