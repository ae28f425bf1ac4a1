namespace LeadPlatform.Contracts.Access;

/// <summary>OAuth scopes: what a token may be used for, as far as its role allows it (<see cref="Grants"/>). Which rows it reaches is a matter of its other claims.</summary>
public static class Scopes
{
    public const string LeadsWrite = "leads.write";
    public const string LeadsRead = "leads.read";

    /// <summary>Work on leads: dispositions.</summary>
    public const string LeadsManage = "leads.manage";

    public const string AgentsRead = "agents.read";
    public const string AgentsManage = "agents.manage";
    public const string Imports = "imports";

    /// <summary>Keep the list of phones and e-mails that must not be used.</summary>
    public const string Suppressions = "suppressions";

    /// <summary>Sources and their keys.</summary>
    public const string Sources = "sources";

    /// <summary>The audit log.</summary>
    public const string Audit = "audit";

    public const string Admin = "admin";

    /// <summary>Calls between the platform's own services. Never granted to a user or a source.</summary>
    public const string Platform = "platform";

    public static IReadOnlyList<string> All { get; } = [LeadsWrite, LeadsRead, LeadsManage, AgentsRead, AgentsManage, Imports, Suppressions, Sources, Audit, Admin, Platform];
}
