using LeadPlatform.DataService.Caching;

namespace LeadPlatform.DataService.Reading;

/// <summary>Reads single leads, from the cache where it has them.</summary>
internal sealed class LeadReader(LeadCache cache, LeadQueries leads)
{
    /// <returns>Null where there is no such lead or the caller may not see it.</returns>
    public async ValueTask<CachedLead?> FindAsync(Guid leadId, LeadVisibility visibility, CancellationToken cancellationToken)
    {
        var (cached, lease) = await cache.FindAsync(leadId, cancellationToken);
        if (cached is { } known)
            return visibility.Includes(known.SourceId, known.AgentId) ? known : null;
        if (await leads.FindAsync(leadId, visibility, cancellationToken) is not { } lead)
            return null;
        var answer = CachedLead.Of(lead);
        if (lease is not null)
            await cache.FillAsync(lease, leadId, answer, cancellationToken);
        return answer;
    }
}
