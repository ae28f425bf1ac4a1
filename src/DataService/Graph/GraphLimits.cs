namespace LeadPlatform.DataService.Graph;

/// <summary>Where the graph stops. They are part of what its answers mean, so every store has the same.</summary>
internal static class GraphLimits
{
    /// <summary>Leads an identifier may have to link them: a family has one phone, an office or a dormitory has one for everybody.</summary>
    public const int LinkCap = 10;

    /// <summary>Leads an identifier may have to be a ring; one with more is shown for review and nothing follows from it.</summary>
    public const int ReviewCap = 50;

    /// <summary>Different people that make those who share a phone or an e-mail a ring.</summary>
    public const int RingPeople = 3;

    /// <summary>Edges walked from a lead.</summary>
    public const int Hops = 4;

    /// <summary>Leads in one neighbourhood that is drawn.</summary>
    public const int Leads = 200;

    /// <summary>Leads in one neighbourhood that is searched for a way.</summary>
    public const int SearchedLeads = 1_000;

    /// <summary>Referrals followed from a lead.</summary>
    public const int Referrals = 10;

    /// <summary>Agents in one answer.</summary>
    public const int Agents = 50;

    /// <summary>Rings in one page.</summary>
    public const int Rings = 200;
}
