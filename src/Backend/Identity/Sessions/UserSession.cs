namespace LeadPlatform.Backend.Identity.Sessions;

/// <summary>A place where a user is signed in: a browser, or a command line.</summary>
internal sealed class UserSession
{
    /// <summary>Also claim <c>sid</c> of the tokens that came of it.</summary>
    public required Guid SessionId { get; set; }

    public required Guid UserId { get; set; }

    /// <summary>What the user will know it by: <c>Firefox on Windows</c>.</summary>
    public required string Device { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a password, a passkey or a code was last shown.</summary>
    public required DateTimeOffset AuthenticatedAt { get; set; }

    /// <summary>Of a page or a token; to a few minutes.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What clients were authorized in it.</summary>
    public List<Guid> AuthorizationIds { get; set; } = [];
}
