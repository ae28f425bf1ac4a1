namespace LeadPlatform.DataService.Graph;

/// <summary>Ids of nodes: what it is, a colon, and its own id, so that no two nodes of any kind have the same.</summary>
internal static class NodeId
{
    private const string LeadPrefix = "lead:";
    private const string SourcePrefix = "source:";
    private const string AgentPrefix = "agent:";

    public static string Of(Guid leadId) => $"{LeadPrefix}{leadId}";

    public static string OfSource(Guid sourceId) => $"{SourcePrefix}{sourceId}";

    public static string OfAgent(Guid agentId) => $"{AgentPrefix}{agentId}";

    public static string OfLine(string line) => $"line:{line}";

    public static Guid Lead(string id) => Guid.Parse(id.AsSpan(LeadPrefix.Length));

    public static Guid Source(string id) => Guid.Parse(id.AsSpan(SourcePrefix.Length));

    public static Guid Agent(string id) => Guid.Parse(id.AsSpan(AgentPrefix.Length));
}
