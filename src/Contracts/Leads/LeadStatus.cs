namespace LeadPlatform.Contracts.Leads;

/// <summary>Where a lead stands. The words are those of the API, the events and the tables.</summary>
public static class LeadStatus
{
    /// <summary>Durable, not yet qualified.</summary>
    public const string Received = "received";

    /// <summary>Repeats an earlier lead of the same person in the same line; goes no further. An outcome.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Its phone or e-mail must not be used; goes no further. An outcome.</summary>
    public const string Suppressed = "suppressed";

    /// <summary>Good enough to be offered; an agent is being chosen.</summary>
    public const string Qualified = "qualified";

    /// <summary>Not offered to anybody; the qualification's reasons say why. An outcome.</summary>
    public const string Disqualified = "disqualified";

    /// <summary>An agent has it. An outcome.</summary>
    public const string Assigned = "assigned";

    /// <summary>No licensed agent with capacity was available; tried again when one becomes available. An outcome.</summary>
    public const string Unmatched = "unmatched";

    public static IReadOnlyList<string> All { get; } = [Received, Duplicate, Suppressed, Qualified, Disqualified, Assigned, Unmatched];

    public static bool IsKnown(string? status) => status is Received or Duplicate or Suppressed or Qualified or Disqualified or Assigned or Unmatched;

    /// <summary>True where a caller that asked to wait gets its answer.</summary>
    public static bool IsOutcome(string status) => status is Duplicate or Suppressed or Disqualified or Assigned or Unmatched;
}
