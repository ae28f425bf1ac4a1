namespace LeadPlatform.Contracts.Graph;

/// <summary>One making of the graph anew: <c>GET /v1/graph/rebuilds/{id}</c>.</summary>
/// <param name="Status">One of <see cref="GraphRebuildStatus"/>.</param>
/// <param name="Written">Leads written so far.</param>
/// <param name="Total">Leads there were at its start.</param>
/// <param name="Removed">Leads taken out because PostgreSQL has them no longer.</param>
/// <param name="Failure">With the status failed: why, in words.</param>
public sealed record GraphRebuildView(
    Guid RebuildId, string Status, long Written, long Total, long Removed, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Failure);

public static class GraphRebuildStatus
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    public static bool IsEnd(string status) => status != Running;
}
