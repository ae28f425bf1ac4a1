using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>Rows as parameters. Every row has every member, and absent is empty: stores don't agree what null does.</summary>
internal static class CypherRows
{
    public static JsonObject Parameters(IEnumerable<JsonObject> rows) => new() { ["rows"] = new JsonArray([.. rows]) };

    public static JsonObject Id(string id) => new() { ["id"] = id };

    public static JsonObject Named(string id, string kind) => new() { ["id"] = id, ["kind"] = kind };

    public static JsonObject Edge(string lead, string other) => new() { ["lead"] = lead, ["other"] = other };

    public static JsonObject Lead(GraphLead lead) => new()
    {
        ["id"] = NodeId.Of(lead.LeadId),
        ["at"] = lead.At.ToUnixTimeMilliseconds(),
        ["line"] = lead.Line,
        ["state"] = lead.State,
        ["person"] = Hex(lead.Person),
        ["source"] = NodeId.OfSource(lead.SourceId),
        ["referredBy"] = lead.ReferredBy is { } referrer ? NodeId.Of(referrer) : "",
        ["agent"] = lead.AgentId is { } agent ? NodeId.OfAgent(agent) : "",
        ["outcome"] = lead.Outcome ?? "",
    };

    public static JsonObject Has(GraphLead lead) => new()
    {
        ["id"] = NodeId.Of(lead.LeadId),
        ["phone"] = Id(lead, IdentifierKind.Phone),
        ["email"] = Id(lead, IdentifierKind.Email),
        ["address"] = Id(lead, IdentifierKind.Address),
        ["ip"] = Id(lead, IdentifierKind.Ip),
    };

    /// <param name="identifiers">By lead.</param>
    public static GraphLead Read(CypherRow row, ILookup<string, Identifier> identifiers)
    {
        var id = row.Text("id");
        return new GraphLead(
            NodeId.Lead(id),
            row.Text("line"),
            row.Text("state"),
            NodeId.Source(row.Text("source")),
            Key(identifiers[id], IdentifierKind.Phone),
            Key(identifiers[id], IdentifierKind.Email),
            Key(identifiers[id], IdentifierKind.Address),
            Key(identifiers[id], IdentifierKind.Ip),
            Number(row.Text("person")),
            row.Text("referredBy") is { Length: > 0 } referrer ? NodeId.Lead(referrer) : null,
            row.Text("agent") is { Length: > 0 } agent ? NodeId.Agent(agent) : null,
            row.Text("outcome") is { Length: > 0 } outcome ? outcome : null);
    }

    public static Identifier Identifier(string id) =>
        Graph.Identifier.TryParse(id, out var identifier) ? identifier : throw new GraphException("The graph answered with what is no identifier.", isTransient: false);

    public static long Number(string hex) =>
        long.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var number) ? number : throw new GraphException("The graph answered with what is no key.", isTransient: false);

    private static string Hex(long key) => key.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static string Id(GraphLead lead, IdentifierKind kind) => lead.KeyOf(kind) is { } key ? new Identifier(kind, key).ToString() : "";

    private static long? Key(IEnumerable<Identifier> identifiers, IdentifierKind kind)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Kind == kind)
                return identifier.Key;
        }

        return null;
    }
}
