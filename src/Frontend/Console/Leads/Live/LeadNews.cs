namespace LeadPlatform.Frontend.Console.Leads.Live;

/// <summary>What happened since the last time.</summary>
/// <param name="Changed">Leads that changed, new ones among them.</param>
/// <param name="Missed">Changes were lost, so what is shown may be old.</param>
internal sealed record LeadNews(IReadOnlySet<Guid> Changed, bool Missed)
{
    /// <summary>Nothing about leads: the feed itself went live or stale.</summary>
    public bool OnlyState => !Missed && Changed.Count == 0;

    public bool Concerns(Guid leadId) => Missed || Changed.Contains(leadId);
}

public enum FeedState
{
    Connecting,
    Live,

    /// <summary>The line is down; it is being opened again.</summary>
    Stale,

    /// <summary>The user may not read it (any more).</summary>
    Refused,
}
