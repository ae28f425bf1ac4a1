namespace LeadPlatform.Contracts.Access;

/// <summary>
/// The one place that says who may do what. A caller may do what both their role and the scopes of their credential allow; which rows that reaches is part of
/// each query. <c>docs/access.md</c> shows the outcome for every endpoint.
/// </summary>
public static class Grants
{
    /// <summary>Open to every credential of the role, whatever its scopes.</summary>
    private const Permission Unscoped = Permission.KnowSelf | Permission.OwnAccount;

    private const Permission User = Permission.KnowSelf | Permission.OwnAccount;

    private const Permission Manager =
        User | Permission.ReadLeads | Permission.ExportLeads | Permission.WorkLeads | Permission.ImportLeads | Permission.ManageSuppressions
        | Permission.ReadAgents | Permission.ChangeAgents | Permission.ManageAgents | Permission.ReadSources | Permission.ReadGraph;

    private const Permission Admin =
        Manager | Permission.ManageSources | Permission.ManagePublishers | Permission.ManageMappings | Permission.ManageDeadLetters
        | Permission.ManageUsers | Permission.ManageConsumers | Permission.ReadAudit | Permission.ManageGraph | Permission.ManageVectors | Permission.ManageModels;

    private const Permission Agent =
        User | Permission.ReadLeads | Permission.ExportLeads | Permission.WorkLeads | Permission.ReadAgents | Permission.ChangeAgents;

    private const Permission Publisher = User | Permission.ReadSources | Permission.ManageSources;

    private const Permission Auditor = User | Permission.ReadSources | Permission.ReadAudit;

    private const Permission Source =
        Permission.KnowSelf | Permission.CaptureLeads | Permission.ReadLeads | Permission.ExportLeads | Permission.ImportLeads;

    private const Permission Service = Permission.KnowSelf | Permission.CallInside;

    public static Permission OfRole(string? role) => role switch
    {
        Roles.Admin => Admin,
        Roles.Manager => Manager,
        Roles.Agent => Agent,
        Roles.Publisher => Publisher,
        Roles.Buyer => User,
        Roles.Auditor => Auditor,
        Roles.Source => Source,
        Roles.Service => Service,
        _ => Permission.None,
    };

    /// <param name="scope">One of <see cref="Scopes"/>.</param>
    public static Permission OfScope(ReadOnlySpan<char> scope) => scope switch
    {
        Scopes.LeadsWrite => Permission.CaptureLeads,
        Scopes.LeadsRead => Permission.ReadLeads | Permission.ExportLeads | Permission.ReadGraph,
        Scopes.LeadsManage => Permission.WorkLeads,
        Scopes.AgentsRead => Permission.ReadAgents | Permission.ChangeAgents,
        Scopes.AgentsManage => Permission.ManageAgents,
        Scopes.Imports => Permission.ImportLeads,
        Scopes.Suppressions => Permission.ManageSuppressions,
        Scopes.Sources => Permission.ReadSources | Permission.ManageSources,
        Scopes.Audit => Permission.ReadAudit,
        Scopes.Admin => Permission.ManagePublishers | Permission.ManageMappings | Permission.ManageDeadLetters | Permission.ManageUsers | Permission.ManageConsumers
            | Permission.ManageGraph | Permission.ManageVectors | Permission.ManageModels,
        Scopes.Platform => Permission.CallInside,
        _ => Permission.None,
    };

    /// <summary>Of several scopes, separated by spaces.</summary>
    public static Permission OfScopes(ReadOnlySpan<char> scopes)
    {
        var granted = Unscoped;
        foreach (var part in scopes.Split(' '))
            granted |= OfScope(scopes[part]);
        return granted;
    }

    /// <summary>The scopes that open anything to the role: what a credential of it may be given.</summary>
    public static IReadOnlyList<string> ScopesOf(string role) => [.. Scopes.All.Where(scope => (OfScope(scope) & OfRole(role)) != Permission.None)];
}
