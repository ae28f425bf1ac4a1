using System.Globalization;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Places;
using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.DataService.Reading;

/// <summary>Reads what <c>GET /v1/leads</c> was asked for, naming every wrong parameter at once.</summary>
internal sealed class LeadListFilter(ZipCodes zipCodes, SearchKeys searchKeys)
{
    /// <returns>The leads asked for that the caller may see, in no order; not to be used where there are errors.</returns>
    public (IQueryable<Lead> Leads, int Limit, List<FieldError> Errors) Apply(ListLeads.Query query, LeadsContext database, LeadVisibility visibility)
    {
        var errors = new List<FieldError>();
        var leads = database.Leads.VisibleTo(visibility);
        // Of one word alone PostgreSQL reads the index in its order and stops after a page; of several, even of a list of one, it can't.
        if (Words("status", query.Status, LeadStatus.IsKnown, errors) is { } statuses)
            leads = statuses is [var status] ? leads.Where(lead => lead.Status == status) : leads.Where(lead => statuses.Contains(lead.Status));
        if (Words("line", query.Line, Line.IsKnown, errors) is { } lines)
            leads = lines is [var line] ? leads.Where(lead => lead.Line == line) : leads.Where(lead => lines.Contains(lead.Line));
        if (Words("state", query.State?.ToUpperInvariant(), zipCodes.IsState, errors) is { } states)
            leads = states is [var state] ? leads.Where(lead => lead.State == state) : leads.Where(lead => states.Contains(lead.State));
        if (Bound("from", query.From, errors) is { } from)
            leads = leads.Where(lead => lead.LeadId.CompareTo(from) >= 0);
        if (Bound("to", query.To, errors) is { } to)
            leads = leads.Where(lead => lead.LeadId.CompareTo(to) < 0);
        if (Terms(query.Q, errors) is { } terms)
            leads = leads.Matching(terms, database);
        if (After(query.Cursor, errors) is { } last)
            leads = leads.Where(lead => lead.LeadId.CompareTo(last) < 0);
        return (leads, Limit(query.Limit, errors), errors);
    }

    private SearchTerms? Terms(string? text, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length > SearchTerms.MaxLength)
            errors.Add(new FieldError("q", "max_length", $"Must be at most {SearchTerms.MaxLength} characters."));
        else if (SearchTerms.TryParse(text, searchKeys, out var terms))
            return terms;
        else
            errors.Add(new FieldError("q", "format", "Must hold words of a name, a whole e-mail, a phone number or a lead id."));
        return null;
    }

    private static Guid? After(string? cursor, List<FieldError> errors)
    {
        if (cursor is null)
            return null;
        if (LeadCursor.TryParse(cursor, out var last))
            return last;
        errors.Add(new FieldError("cursor", "format", "Must be a nextCursor of an earlier page."));
        return null;
    }

    private static int Limit(string? text, List<FieldError> errors)
    {
        if (text is null)
            return ListLeads.DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= ListLeads.MaxLimit)
            return limit;
        errors.Add(new FieldError("limit", "range", $"Must be from 1 to {ListLeads.MaxLimit}."));
        return ListLeads.DefaultLimit;
    }

    private static string[]? Words(string path, string? text, Func<string, bool> isKnown, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!Array.TrueForAll(words, word => isKnown(word)))
            errors.Add(new FieldError(path, "unknown", $"Holds a {path} that does not exist."));
        return words;
    }

    private static Guid? Bound(string path, string? text, List<FieldError> errors)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return LeadCursor.FirstOf(time);
        errors.Add(new FieldError(path, "format", "Must be an ISO 8601 time such as 2026-01-31T17:05:00Z."));
        return null;
    }
}
