namespace LeadPlatform.Contracts.Auditing;

/// <summary>Who did what to which resource from where: one row of an audit log.</summary>
/// <param name="Log">Which log it stands in, one of <see cref="AuditLogs"/>.</param>
/// <param name="Position">Its place in the log, from 1 on, without gaps.</param>
/// <param name="At">When it was committed, to the microsecond.</param>
/// <param name="Actor">User, source, client or service; <c>anonymous</c> where nobody had signed in.</param>
/// <param name="Role">Of the actor.</param>
/// <param name="Origin">The network the call came from: /24 of IPv4, /48 of IPv6.</param>
/// <param name="RequestId">Finds the request in the logs of the services.</param>
/// <param name="Action">Resource and verb: <c>agent.create</c>.</param>
/// <param name="Detail">Names of what was changed, or counts; no values.</param>
/// <param name="PreviousHash">Hash of the row before it, in lower-case hexadecimal; zeros before the first.</param>
/// <param name="Hash">Of this row and the one before, see <see cref="AuditHash"/>.</param>
public sealed record AuditView(
    string Log,
    long Position,
    DateTimeOffset At,
    string Actor,
    string Role,
    string? Origin,
    string? RequestId,
    string Action,
    string Resource,
    string? ResourceId,
    string? Detail,
    string PreviousHash,
    string Hash);

/// <summary>The last row of a log, as it is kept beside the rows.</summary>
public sealed record AuditHead(long Position, string Hash);

/// <summary>Rows of a log in the order of their positions, to verify them.</summary>
/// <param name="Entries">Fewer than were asked for at the end of the log alone.</param>
public sealed record AuditChain(AuditHead Head, IReadOnlyList<AuditView> Entries);

/// <summary>The audit logs: one in the database of each service that writes.</summary>
public static class AuditLogs
{
    /// <summary>Leads, imports, suppressions, dead letters: of DataService.</summary>
    public const string Leads = "leads";

    /// <summary>Users, clients, keys, sources, agents, dispositions: of Backend.</summary>
    public const string Backend = "backend";

    public static IReadOnlyList<string> All { get; } = [Backend, Leads];
}
