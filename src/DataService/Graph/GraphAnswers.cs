namespace LeadPlatform.DataService.Graph;

/// <summary>A lead and those around it.</summary>
/// <param name="Leads">The lead first, then by distance and age.</param>
/// <param name="Degrees">Leads of their identifiers that two of them have, and of all the first one has; nothing is counted past <see cref="GraphLimits.ReviewCap"/> and one.</param>
/// <param name="Truncated">There are more than were asked for.</param>
internal sealed record Neighbourhood(IReadOnlyList<GraphLead> Leads, IReadOnlyDictionary<Identifier, int> Degrees, bool Truncated)
{
    /// <summary>Whether leads that share it are linked.</summary>
    public bool Links(Identifier identifier) => identifier.MayLink && Degrees.GetValueOrDefault(identifier, int.MaxValue) <= GraphLimits.LinkCap;

    /// <summary>The identifiers that <see cref="Degrees"/> tells of.</summary>
    public static IReadOnlyList<Identifier> Drawn(IReadOnlyList<GraphLead> leads) =>
        [.. leads.SelectMany(lead => lead.Identifiers()).CountBy(identifier => identifier).Where(pair => pair.Value > 1).Select(pair => pair.Key).Union(leads[0].Identifiers())];

    /// <summary>Other leads from the same dwelling.</summary>
    public IReadOnlyList<Guid> Household() =>
        Leads[0].Address is { } address && Links(new Identifier(IdentifierKind.Address, address)) ? [.. Leads.Skip(1).Where(lead => lead.Address == address).Select(lead => lead.LeadId)] : [];

    /// <summary>The ring the first lead belongs to, the largest; null where it belongs to none.</summary>
    public (Identifier Ring, int Leads)? Ring()
    {
        (Identifier Ring, int Leads)? largest = null;
        foreach (var identifier in Leads[0].Identifiers().Where(identifier => identifier.MayRing && Degrees[identifier] <= GraphLimits.ReviewCap))
        {
            var people = Leads.Where(lead => lead.KeyOf(identifier.Kind) == identifier.Key).Select(lead => lead.Person).Distinct().Count();
            if (people >= GraphLimits.RingPeople && (largest is null || largest.Value.Leads < Degrees[identifier]))
                largest = (identifier, Degrees[identifier]);
        }

        return largest;
    }

    /// <summary>The shortest way from the first lead to another over identifiers that link.</summary>
    /// <returns>Ids of its nodes from one end to the other; empty where there is none.</returns>
    public IReadOnlyList<string> PathTo(Guid leadId)
    {
        var leadsOf = Leads.SelectMany(lead => lead.Identifiers().Where(Links), (lead, identifier) => (lead, identifier)).ToLookup(pair => pair.identifier, pair => pair.lead);
        var ways = new Dictionary<Guid, IReadOnlyList<string>> { [Leads[0].LeadId] = [NodeId.Of(Leads[0].LeadId)] };
        var next = new Queue<GraphLead>([Leads[0]]);
        while (next.TryDequeue(out var lead) && !ways.ContainsKey(leadId))
        {
            foreach (var identifier in lead.Identifiers().Where(leadsOf.Contains))
            {
                foreach (var other in leadsOf[identifier])
                {
                    if (ways.TryAdd(other.LeadId, [.. ways[lead.LeadId], identifier.ToString(), NodeId.Of(other.LeadId)]))
                        next.Enqueue(other);
                }
            }
        }

        return ways.GetValueOrDefault(leadId, []);
    }
}

/// <summary>People who share a phone or an e-mail.</summary>
/// <param name="Leads">One more than <see cref="GraphLimits.ReviewCap"/> where there are more.</param>
/// <param name="People">Different names; null where there are more leads than are looked at.</param>
/// <param name="FirstAt">Its oldest lead; of those that are looked at.</param>
/// <param name="LastAt">Its newest lead; of those that are looked at.</param>
internal sealed record GraphRing(Identifier Identifier, int Leads, int? People, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    /// <summary>Too many leads to conclude anything without looking.</summary>
    public bool Review => Leads > GraphLimits.ReviewCap;
}

/// <summary>Which rings.</summary>
/// <param name="MinLeads">At least <see cref="GraphLimits.RingPeople"/>.</param>
/// <param name="Review">Those with more than <see cref="GraphLimits.ReviewCap"/> leads too.</param>
/// <param name="After">The last one of the page before.</param>
/// <param name="Limit">At most <see cref="GraphLimits.Rings"/>.</param>
internal sealed record RingsPage(int MinLeads, bool Review, (int Leads, Identifier Identifier)? After, int Limit);

/// <param name="People">Different people among its leads.</param>
/// <param name="Decided">Leads that were bound or lost.</param>
internal sealed record SourceQuality(Guid SourceId, long Leads, long People, long Decided, long Bound);

/// <param name="Decided">Leads of the line and state that the agent has bound or lost.</param>
internal sealed record AgentMatch(Guid AgentId, long Decided, long Bound);
