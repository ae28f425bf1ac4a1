using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Graph;

/// <summary>What a store knows of the other leads of one lead.</summary>
/// <param name="Known">The lead itself is in the graph.</param>
/// <param name="Phone">Leads with its phone in the day before it.</param>
/// <param name="Address">Leads from its address in the day before it.</param>
/// <param name="Ip">Leads from its IP address in the hour before it.</param>
/// <param name="PeopleOfPhone">For each other lead with its phone, whose it is; at most one more than <see cref="GraphLimits.ReviewCap"/>.</param>
/// <param name="PeopleOfEmail">The same of its e-mail.</param>
internal readonly record struct StoredSignals(bool Known, int Phone, int Address, int Ip, IReadOnlyList<long> PeopleOfPhone, IReadOnlyList<long> PeopleOfEmail);

/// <summary>
/// Adds up what is in the graph and what is asked about together but not in it yet: the graph is written behind the capture, and the leads of a burst come to their
/// qualification before it.
/// </summary>
internal static class SignalCounts
{
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static IReadOnlyList<QualificationSignals> Of(IReadOnlyList<GraphLead> leads, IReadOnlyList<StoredSignals> stored)
    {
        var pending = new Dictionary<Identifier, List<GraphLead>>();
        for (var i = 0; i < leads.Count; i++)
        {
            foreach (var identifier in stored[i].Known ? [] : leads[i].Identifiers())
            {
                if (!pending.TryGetValue(identifier, out var of))
                    pending.Add(identifier, of = []);
                of.Add(leads[i]);
            }
        }

        var signals = new QualificationSignals[leads.Count];
        for (var i = 0; i < signals.Length; i++)
        {
            var (ring, size) = Ring(leads[i], stored[i], pending);
            signals[i] = new QualificationSignals(
                ring?.ToString(),
                size,
                Count(leads[i], IdentifierKind.Phone, stored[i].Phone, Day, pending),
                Count(leads[i], IdentifierKind.Address, stored[i].Address, Day, pending),
                Count(leads[i], IdentifierKind.Ip, stored[i].Ip, Hour, pending));
        }

        return signals;
    }

    private static int Count(GraphLead lead, IdentifierKind kind, int stored, TimeSpan span, Dictionary<Identifier, List<GraphLead>> pending)
    {
        if (lead.KeyOf(kind) is not { } key)
            return 0;
        var from = FirstId.At(lead.At - span);
        var more = pending.TryGetValue(new Identifier(kind, key), out var others)
            ? others.Count(other => other.LeadId.CompareTo(lead.LeadId) < 0 && other.LeadId.CompareTo(from) >= 0) : 0;
        return Math.Min(stored + more + 1, QualificationSignals.MaxCount);
    }

    private static (Identifier? Ring, int Size) Ring(GraphLead lead, StoredSignals stored, Dictionary<Identifier, List<GraphLead>> pending)
    {
        var phone = Ring(lead, IdentifierKind.Phone, stored.PeopleOfPhone, pending);
        var email = Ring(lead, IdentifierKind.Email, stored.PeopleOfEmail, pending);
        return email.Size > phone.Size ? email : phone;
    }

    private static (Identifier? Ring, int Size) Ring(GraphLead lead, IdentifierKind kind, IReadOnlyList<long> stored, Dictionary<Identifier, List<GraphLead>> pending)
    {
        if (lead.KeyOf(kind) is not { } key)
            return (null, 0);
        var identifier = new Identifier(kind, key);
        List<long> people = [lead.Person, .. stored];
        if (pending.TryGetValue(identifier, out var others))
            people.AddRange(others.Where(other => other.LeadId != lead.LeadId).Select(other => other.Person));
        return people.Count <= GraphLimits.ReviewCap && people.Distinct().Take(GraphLimits.RingPeople).Count() == GraphLimits.RingPeople ? (identifier, people.Count) : (null, 0);
    }
}
