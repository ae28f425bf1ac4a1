namespace LeadPlatform.Contracts.Leads;

/// <summary>The agent's working result on a lead.</summary>
public static class DispositionOutcome
{
    public const string Contacted = "contacted";
    public const string Quoted = "quoted";
    public const string Bound = "bound";
    public const string Lost = "lost";

    public static IReadOnlyList<string> All { get; } = [Contacted, Quoted, Bound, Lost];
}

/// <summary>Why a lead was lost; asked for with <see cref="DispositionOutcome.Lost"/> only.</summary>
public static class LostReason
{
    public const string NotReachable = "not_reachable";
    public const string WrongContact = "wrong_contact";
    public const string NotInterested = "not_interested";
    public const string NotEligible = "not_eligible";
    public const string Price = "price";
    public const string Other = "other";

    public static IReadOnlyList<string> All { get; } = [NotReachable, WrongContact, NotInterested, NotEligible, Price, Other];
}
