using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Tests;

internal static class LeadReads
{
    public static Task<LeadView?> GetLeadAsync(this HttpClient client, Guid leadId) => client.GetFromJsonAsync<LeadView>($"/v1/leads/{leadId}");
}
