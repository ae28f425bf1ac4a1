using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Reading;

namespace LeadPlatform.DataService.Caching;

/// <summary>The answer to <c>GET /v1/leads/{id}</c> as it is sent, and who may see it.</summary>
/// <param name="Json">UTF-8 of a <see cref="LeadView"/>.</param>
internal readonly record struct CachedLead(Guid SourceId, Guid? AgentId, ReadOnlyMemory<byte> Json)
{
    public static CachedLead Of(LeadView lead) =>
        new(lead.SourceId, lead.Assignment?.AgentId, JsonSerializer.SerializeToUtf8Bytes(lead, ReadingJson.Default.LeadView));
}
