using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Gateway;

namespace LeadPlatform.Frontend.Console.Leads;

/// <summary>Leads by the public API, as the signed-in user may see them.</summary>
internal sealed class LeadsApi(PlatformApi api)
{
    /// <param name="query">Filters as a query string without the question mark; may be empty.</param>
    public Task<Answer<Page<LeadListItem>>> ListAsync(string query, string? cursor, int limit, CancellationToken cancellationToken) =>
        api.GetAsync<Page<LeadListItem>>(
            $"v1/leads?limit={limit}{(query.Length > 0 ? "&" : "")}{query}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);

    public Task<Answer<LeadView>> GetAsync(Guid leadId, CancellationToken cancellationToken) => api.GetAsync<LeadView>($"v1/leads/{leadId}", cancellationToken);

    public Task<Answer<Page<TimelineItem>>> TimelineAsync(Guid leadId, CancellationToken cancellationToken) =>
        api.GetAsync<Page<TimelineItem>>($"v1/leads/{leadId}/timeline", cancellationToken);

    // What was pressed goes through, also when its reader has left the page meanwhile.
    public Task<Answer<DispositionView>> SetDispositionAsync(Guid leadId, string outcome, string? reason) =>
        api.SendAsync<DispositionView>(HttpMethod.Post, $"v1/leads/{leadId}/disposition", new { outcome, reason }, null, CancellationToken.None);
}
