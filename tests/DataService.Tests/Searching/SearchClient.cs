using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Searching;

/// <summary>What somebody does who looks for a lead.</summary>
internal static class SearchClient
{
    /// <summary>What is found now.</summary>
    public static async Task<Guid[]> FindAsync(this HttpClient client, string text, string more = "") =>
        [.. (await client.GetFromJsonAsync<Page<LeadListItem>>($"/v1/leads?limit=200&q={Uri.EscapeDataString(text)}{more}", TestContext.Current.CancellationToken))!.Items.Select(item => item.LeadId)];

    /// <summary>Waits until the text finds these leads and no others.</summary>
    public static Task UntilFoundAsync(this HttpClient client, string text, params Guid[] leadIds) =>
        Eventually.HoldsAsync(async () => (await client.FindAsync(text)).Order().SequenceEqual(leadIds.Order()));
}
