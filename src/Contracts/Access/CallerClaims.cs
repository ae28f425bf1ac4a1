namespace LeadPlatform.Contracts.Access;

/// <summary>Names of the claims in an access token, as they stand in the JWT (none is mapped to another name).</summary>
public static class CallerClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string Email = "email";

    /// <summary>Space-separated, see <see cref="Scopes"/>.</summary>
    public const string Scope = "scope";

    /// <summary>One of <see cref="Roles"/>; exactly one a token.</summary>
    public const string Role = "role";

    /// <summary>Of an agent's user: the agent whose leads they see.</summary>
    public const string AgentId = "agent_id";

    /// <summary>Of a source: where its leads are booked.</summary>
    public const string SourceId = "source_id";

    /// <summary>Of a source, and of a publisher's user.</summary>
    public const string PublisherId = "publisher_id";

    /// <summary>The audience of every access token of the platform.</summary>
    public const string Audience = "leadplatform";
}
