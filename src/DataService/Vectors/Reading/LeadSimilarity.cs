using System.Diagnostics;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.PersonalData;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Vectors.Keeping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary>Searches by likeness what a caller may see, and reads what is found.</summary>
internal sealed class LeadSimilarity(ILeadVectors index, IndexState state, LeadsContext database, PersonalSeal seal, IOptions<VectorOptions> options)
{
    /// <summary>Of an agent, whose leads no index knows apart, the newest are searched.</summary>
    private const int MostOfAgent = 10_000;

    /// <exception cref="VectorsUnavailableException">The index can't be asked right now.</exception>
    public async Task<SimilarLeads> FindAsync(float[] vector, VectorFilter filter, LeadVisibility visibility, int limit, Guid? except, CancellationToken cancellationToken)
    {
        if (await VisibleAsync(filter, visibility, cancellationToken) is not { } visible)
            return new SimilarLeads(options.Value.Model, []);
        // One more for the lead itself, which is the nearest to itself.
        var near = await SearchAsync(vector, visible, limit + (except is null ? 0 : 1), cancellationToken);
        var ids = near.Where(one => one.LeadId != except).Take(limit).ToList();
        var leads = await ReadAsync([.. ids.Select(one => one.LeadId)], visibility, cancellationToken);
        // What was erased since it was indexed is not there any more.
        return new SimilarLeads(options.Value.Model, [.. ids.Where(one => leads.ContainsKey(one.LeadId)).Select(one => new SimilarLead(Math.Round(one.Similarity, 4), leads[one.LeadId]))]);
    }

    private async Task<IReadOnlyList<NearLead>> SearchAsync(float[] vector, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        if (!state.IsReady)
            throw new VectorsUnavailableException("The index is being filled.");
        using var activity = VectorMetrics.Activities.StartActivity("search leads by likeness");
        var (started, outcome) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var near = await index.SearchAsync(vector, filter, limit, cancellationToken);
            outcome = "found";
            return near;
        }
        finally
        {
            VectorMetrics.SearchDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("provider", options.Value.Provider), new("outcome", outcome));
        }
    }

    /// <returns>Null where the caller may see no lead at all.</returns>
    private async Task<VectorFilter?> VisibleAsync(VectorFilter filter, LeadVisibility visibility, CancellationToken cancellationToken)
    {
        if (visibility.All)
            return filter;
        if (visibility.SourceId is { } source)
            return filter with { SourceId = source };
        if (visibility.AgentId is null)
            return null;
        var own = await database.Leads.AsNoTracking().VisibleTo(visibility).OrderByDescending(lead => lead.LeadId).Select(lead => lead.LeadId).Take(MostOfAgent).ToListAsync(cancellationToken);
        return own.Count == 0 ? null : filter with { LeadIds = own };
    }

    private async Task<Dictionary<Guid, LeadListItem>> ReadAsync(Guid[] ids, LeadVisibility visibility, CancellationToken cancellationToken)
    {
        var rows = await database.Leads.AsNoTracking().VisibleTo(visibility).Where(lead => ids.Contains(lead.LeadId))
            .Join(database.ConsumerContacts, lead => lead.LeadId, contact => contact.LeadId, (lead, contact) => new { Lead = lead, contact.Document })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Lead.LeadId, row => new LeadListItem(
            row.Lead.LeadId, row.Lead.Status, row.Lead.Line, row.Lead.State, row.Lead.PostalCode, seal.OpenDocument(row.Lead.LeadId, row.Document).Name, row.Lead.Score, row.Lead.Band,
            row.Lead.Urgency, row.Lead.AgentName, row.Lead.Disposition, row.Lead.ReceivedAt, row.Lead.UpdatedAt));
    }
}
