using LeadPlatform.DataService.Searching;
using LeadPlatform.DataService.Storage;

namespace LeadPlatform.DataService.Reading;

internal static class LeadFilters
{
    public static IQueryable<Lead> VisibleTo(this IQueryable<Lead> leads, LeadVisibility visibility)
    {
        if (visibility.All)
            return leads;
        if (visibility.AgentId is { } agent)
            return leads.Where(lead => lead.AgentId == agent);
        if (visibility.SourceId is { } source)
            return leads.Where(lead => lead.SourceId == source);
        return leads.Where(lead => false);
    }

    public static IQueryable<Lead> Matching(this IQueryable<Lead> leads, SearchTerms terms, LeadsContext database)
    {
        if (terms.LeadId is { } id)
            return leads.Where(lead => lead.LeadId == id);
        foreach (var key in terms.Keys)
            leads = leads.Where(lead => database.SearchKeys.Any(row => row.Key == key && row.LeadId == lead.LeadId));
        return leads;
    }
}
