using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using LeadPlatform.Contracts.Importing;

namespace LeadPlatform.DataService.Tests.Importing;

/// <summary>What somebody with files does at <c>/v1/imports</c>.</summary>
internal static class ImportClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<ImportView> ImportAsync(
        this HttpClient client, string content, IReadOnlyDictionary<string, string>? mapping = null, string query = "", bool form = false)
    {
        using var answer = await client.PostImportAsync(Encoding.UTF8.GetBytes(content), mapping, query, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ImportView>())!;
    }

    public static async Task<HttpResponseMessage> PostImportAsync(
        this HttpClient client, byte[] content, IReadOnlyDictionary<string, string>? mapping = null, string query = "", bool form = false)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (form)
        {
            using var parts = new MultipartFormDataContent();
            if (mapping is not null)
                parts.Add(new StringContent(JsonSerializer.Serialize(mapping)), "mapping");
            parts.Add(file, "file", "leads.csv");
            return await client.PostAsync($"/v1/imports?{query}", parts, TestContext.Current.CancellationToken);
        }

        if (mapping is not null)
            query += "&mapping=" + Uri.EscapeDataString(JsonSerializer.Serialize(mapping));
        return await client.PostAsync($"/v1/imports?{query}", file, TestContext.Current.CancellationToken);
    }

    public static async Task<ImportView> GetImportAsync(this HttpClient client, Guid importId) =>
        (await client.GetFromJsonAsync<ImportView>($"/v1/imports/{importId}", TestContext.Current.CancellationToken))!;

    /// <summary>Follows the import's events to its end and returns all it said.</summary>
    public static async Task<List<ImportView>> FollowAsync(this HttpClient client, Guid importId, Func<ImportView, bool>? until = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var answer = await client.GetAsync($"/v1/imports/{importId}/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var said = new List<ImportView>();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(limit.Token)).EnumerateAsync(limit.Token))
        {
            item.EventType.ShouldBe("import");
            said.Add(JsonSerializer.Deserialize<ImportView>(item.Data, JsonSerializerOptions.Web)!);
            if (until?.Invoke(said[^1]) is true)
                break;
        }

        return said;
    }

    public static async Task<ImportView> EndOfAsync(this HttpClient client, Guid importId)
    {
        var said = await client.FollowAsync(importId);
        ImportStatus.IsEnd(said[^1].Status).ShouldBeTrue(said[^1].Status);
        return said[^1];
    }
}
