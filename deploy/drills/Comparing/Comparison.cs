using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Drills.Load;
using LeadPlatform.TestHost;

namespace LeadPlatform.Drills.Comparing;

/// <summary>What publishers were told until a moment, beside what a database holds of it.</summary>
/// <param name="Until">The moment the database was brought back to; null where it is to hold everything.</param>
/// <param name="Due">Leads that were answered 201 before it.</param>
/// <param name="Stored">Leads in the database.</param>
/// <param name="Lost">Leads due that are not there, or not under the id that the 201 named.</param>
/// <param name="Doubled">Leads that no key names (all were posted with one), and keys or leads that stand there more than once.</param>
/// <param name="Changed">Leads due that say something else than was posted.</param>
/// <param name="TooNew">Leads that were first sent after the moment.</param>
/// <param name="DueHash">SHA-256 over key, id and content of all leads due, as posted.</param>
/// <param name="StoredHash">The same over those leads as stored.</param>
internal sealed record Comparison(DateTimeOffset? Until, int Due, int Stored, int Lost, int Doubled, int Changed, int TooNew, string DueHash, string StoredHash)
{
    public static Comparison Of(IEnumerable<SentLead> sent, LeadBodies bodies, IReadOnlyList<StoredLead> stored, DateTimeOffset? until)
    {
        var leads = sent.OrderBy(lead => lead.Key, StringComparer.Ordinal).ToArray();
        var due = leads.Where(lead => lead.LeadId is not null && (until is null || lead.Acknowledged < until)).ToArray();
        var byKey = stored.Where(lead => lead.Key is not null).ToLookup(lead => lead.Key!);
        var tooNew = leads.Where(lead => lead.FirstSent > until).Select(lead => lead.Key).ToHashSet();
        var (lost, changed) = (0, 0);
        var (dueHash, storedHash) = (new StringBuilder(), new StringBuilder());
        foreach (var lead in due)
        {
            var posted = Fingerprint.OfPost(bodies[lead.Number]);
            var found = byKey[lead.Key].FirstOrDefault();
            dueHash.Append(Line(lead.Key, lead.LeadId!.Value, posted));
            if (found is not null)
                storedHash.Append(Line(lead.Key, found.LeadId, found.Fingerprint));
            if (found?.LeadId != lead.LeadId)
                lost++;
            else if (found!.Fingerprint != posted)
                changed++;
        }

        var doubled = stored.Count(lead => lead.Key is null) + byKey.Sum(key => key.Count() - 1) + stored.Count - stored.DistinctBy(lead => lead.LeadId).Count();
        return new Comparison(until, due.Length, stored.DistinctBy(lead => lead.LeadId).Count(), lost, doubled, changed, byKey.Count(key => tooNew.Contains(key.Key)), Hash(dueHash), Hash(storedHash));
    }

    /// <summary>What is wrong, in words; empty where nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (Lost + Doubled + Changed + TooNew > 0)
            faults.Add($"Not what the publishers were told: {this}");
        if (DueHash != StoredHash)
            faults.Add($"The leads hash to {StoredHash}, not to {DueHash}.");
        return faults;
    }

    public override string ToString() =>
        $"{Due} leads answered 201{(Until is { } until ? $" before {until:HH:mm:ss.fff}Z" : "")}, {Stored} stored: {Lost} lost, {Doubled} doubled, {Changed} changed, {TooNew} too new; hash {(DueHash == StoredHash ? "equal" : "DIFFERENT")} ({DueHash[..12]})";

    private static string Line(string key, Guid leadId, string fingerprint) => $"{key} {leadId} {fingerprint}\n";

    private static string Hash(StringBuilder lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
}
