namespace LeadPlatform.Backend.Identity.Sessions;

/// <summary>A place where the caller is signed in.</summary>
/// <param name="Device">Browser and system, or the command line.</param>
/// <param name="SeenAt">When it was last used, to a few minutes.</param>
/// <param name="Current">Whether the token of this request came of it.</param>
internal sealed record SessionView(Guid SessionId, string Device, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, bool Current);

internal sealed record SessionList(IReadOnlyList<SessionView> Items);
