namespace LeadPlatform.Contracts.Access;

/// <summary>Who calls, as the platform sees them: <c>GET /v1/me</c>.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="AgentId">Of an agent's user.</param>
/// <param name="SourceId">Of a source.</param>
public sealed record MeView(string Sub, string? Name, string Role, Guid? AgentId, Guid? SourceId, IReadOnlyList<string> Scopes);
