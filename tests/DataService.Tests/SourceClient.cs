using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Tests;

/// <summary>What a publisher does with its source.</summary>
public sealed class SourceClient(HttpClient http, Guid sourceId, Guid publisherId)
{
    public Guid SourceId { get; } = sourceId;

    public Guid PublisherId { get; } = publisherId;

    public HttpClient Http { get; } = http;

    /// <summary>Posts a lead and expects it to be captured.</summary>
    public async Task<CaptureAnswer> CaptureAsync(JsonObject lead, string? prefer = null)
    {
        using var answer = await PostAsync(lead.ToJsonString(), prefer);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<CaptureAnswer>())!;
    }

    public async Task<HttpResponseMessage> PostAsync(string body, string? prefer = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new StringContent(body, new UTF8Encoding(false), contentType) };
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(HttpStatusCode Status, JsonElement Problem)> PostRefusedAsync(string body, string contentType = "application/json")
    {
        using var answer = await PostAsync(body, contentType: contentType);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>How many leads the source has, by the API.</summary>
    public async Task<int> CountAsync()
    {
        var (count, cursor) = (0, "");
        do
        {
            var page = (await Http.GetFromJsonAsync<Page<LeadListItem>>($"/v1/leads?limit=200{cursor}", TestContext.Current.CancellationToken))!;
            count += page.Items.Count;
            cursor = page.NextCursor is null ? "" : $"&cursor={page.NextCursor}";
        }
        while (cursor.Length > 0);

        return count;
    }
}
