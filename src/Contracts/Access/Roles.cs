namespace LeadPlatform.Contracts.Access;

/// <summary>Who a caller is to the platform; what each may do stands in <see cref="Grants"/>.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";

    /// <summary>A licensed person: sees the leads assigned to them.</summary>
    public const string Agent = "agent";

    /// <summary>A user of a publisher: manages that publisher's sources and their keys. Leads are read by the sources themselves.</summary>
    public const string Publisher = "publisher";

    /// <summary>A user of a buyer. Nothing is open to them before orders are kept here.</summary>
    public const string Buyer = "buyer";

    /// <summary>Reads the audit log and who has which access, and no lead.</summary>
    public const string Auditor = "auditor";

    /// <summary>A source of a publisher: an API key or a client of its own. Sees the leads of that source only.</summary>
    public const string Source = "source";

    /// <summary>A service of the platform, by client credentials.</summary>
    public const string Service = "service";

    /// <summary>Those that people have.</summary>
    public static IReadOnlyList<string> OfUsers { get; } = [Admin, Manager, Agent, Publisher, Buyer, Auditor];

    public static IReadOnlyList<string> All { get; } = [.. OfUsers, Source, Service];
}
