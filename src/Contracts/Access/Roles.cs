namespace LeadPlatform.Contracts.Access;

public static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Agent = "agent";

    /// <summary>A source of a publisher: an API key or a client of its own. Sees the leads of that source only.</summary>
    public const string Source = "source";

    /// <summary>A service of the platform.</summary>
    public const string Service = "service";
}
