using System.Globalization;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.Bench.Data.Inventing;

/// <summary>
/// Leads of 90 days by number, oldest first, each the same whenever it is asked for. Most have been assigned; the newest few are still on their way; one in eleven
/// repeats an earlier one of the same person. Numbers 555-0100 to 555-0199, mailboxes at example.com.
/// </summary>
internal sealed class StoredLeads(int count, int seed)
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Weighted<string> Outcomes = new(
        [(LeadStatus.Assigned, 80), (LeadStatus.Disqualified, 13), (LeadStatus.Unmatched, 6.6), (LeadStatus.Suppressed, 0.3), (LeadStatus.Qualified, 0.1)]);

    private static readonly Weighted<string?> Dispositions = new(
        [(null, 40), (DispositionOutcome.Contacted, 25), (DispositionOutcome.Quoted, 15), (DispositionOutcome.Lost, 14), (DispositionOutcome.Bound, 6)]);

    // The same in every run, so that a database that was built before can be asked again.
    private static readonly DateTimeOffset Newest = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public int Count => count;

    public Market Market { get; } = new(seed);

    public StoredLead this[int number]
    {
        get
        {
            var dice = new Dice((ulong)(uint)seed << 32 | (uint)number);
            var original = number > 1_000 && dice.Chance(0.09) ? number - 1 - dice.Below(Math.Min(number - 1, 50_000)) : (int?)null;
            return original is { } first ? Repeated(number, this[first], ref dice) : New(number, ref dice);
        }
    }

    private StoredLead Repeated(int number, StoredLead original, ref Dice dice)
    {
        var at = At(number);
        return original with
        {
            LeadId = dice.Id(at),
            ReceivedAt = at,
            Source = Market.Sources.Pick(ref dice),
            Status = LeadStatus.Duplicate,
            DuplicateOf = original.DuplicateOf ?? original.LeadId,
            Qualification = null,
            Agent = null,
            Disposition = null,
        };
    }

    private StoredLead New(int number, ref Dice dice)
    {
        var at = At(number);
        var (source, line) = (Market.Sources.Pick(ref dice), Market.Lines.Pick(ref dice));
        var state = source.States.Pick(ref dice);
        var pattern = dice.Of(Market.Patterns[line]);
        var (firstName, lastName) = (Market.FirstNames.Pick(ref dice), Market.LastNames.Pick(ref dice));
        var contact = pattern.Contact;
        var lead = new StoredLead(
            dice.Id(at), at, source, line, state, dice.Of(Market.Places.ZipCodes(state)).ToString("00000", CultureInfo.InvariantCulture), pattern.SubId,
            JsonSerializer.Serialize(pattern.Details, Web),
            new PersonalDocument(
                firstName, lastName, string.Create(CultureInfo.InvariantCulture, $"lead.{number}@example.com"), Phone(state, ref dice), contact.DateOfBirth,
                contact.Address.Street, contact.Address.City, pattern.Notes, pattern.Consent.Ip, pattern.Consent.UserAgent));
        return OnItsWay(number, lead, ref dice);
    }

    private StoredLead OnItsWay(int number, StoredLead lead, ref Dice dice)
    {
        var status = number > count - 200 ? LeadStatus.Received : Outcomes.Pick(ref dice);
        if (status is LeadStatus.Received or LeadStatus.Suppressed)
            return lead with { Status = status };
        var score = status == LeadStatus.Disqualified ? dice.Below(30) : 30 + dice.Below(70);
        var qualification = new Qualification(
            lead.Line, score, QualificationBand.Of(score),
            [
                new QualificationReason("phone_valid", "Phone number can be dialled", 10), new QualificationReason("email_matches_name", "E-mail address matches the name", 8),
                new QualificationReason("area_code_matches", "Area code lies in the state", 6), new QualificationReason("consent_recent", "Consent was given minutes ago", 5),
            ],
            QualificationIntent.Switch, score > 70 ? QualificationUrgency.Now : QualificationUrgency.Soon, $"{lead.Line} cover in {lead.State}, insured today.", "local-points-1");
        var qualified = lead with { Status = status, Qualification = qualification };
        return status == LeadStatus.Assigned ? qualified with { Agent = Market.AgentsOf(lead.State).Pick(ref dice), Disposition = Dispositions.Pick(ref dice) } : qualified;
    }

    private string Phone(string state, ref Dice dice) =>
        string.Create(CultureInfo.InvariantCulture, $"+1{dice.Of(Market.Places.AreaCodesOf(state))}5550{100 + dice.Below(100):000}");

    private DateTimeOffset At(int number) => Newest - (Span * ((double)(count - number) / count));
}
