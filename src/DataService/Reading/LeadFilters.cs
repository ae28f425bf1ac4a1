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
}
