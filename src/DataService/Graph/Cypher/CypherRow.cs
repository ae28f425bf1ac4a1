using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>A row of an answer: its values by the names the statement gives them.</summary>
internal sealed class CypherRow(IReadOnlyDictionary<string, JsonNode?> values)
{
    /// <exception cref="GraphException">The answer does not have it: it is none to this statement.</exception>
    public string Text(string name) => Value<string>(name);

    /// <inheritdoc cref="Text"/>
    public long Number(string name) => Value<long>(name);

    private T Value<T>(string name) =>
        values.GetValueOrDefault(name) is JsonValue value && value.TryGetValue<T>(out var read) ? read : throw new GraphException($"The graph answered without a readable {name}.", isTransient: false);
}
