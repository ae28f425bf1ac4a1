using System.Net.ServerSentEvents;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.TestHost;

/// <summary>An open <c>GET /v1/leads/stream</c>: what tests wait on instead of the clock.</summary>
public sealed class LeadChanges : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private LeadChanges(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> items) => (_answer, _items) = (answer, items);

    public static async Task<LeadChanges> OpenAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/leads/stream");
        request.Headers.Accept.ParseAdd("text/event-stream");
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var events = SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken);
        return new LeadChanges(answer, events.GetAsyncEnumerator(cancellationToken));
    }

    /// <summary>The next change; fails where none comes within <paramref name="limit"/> (default 60 s) or the stream ends.</summary>
    public async Task<LeadChange> NextAsync(TimeSpan? limit = null)
    {
        while (await _items.MoveNextAsync().AsTask().WaitAsync(limit ?? TimeSpan.FromSeconds(60)))
        {
            if (_items.Current.EventType == "lead")
                return JsonSerializer.Deserialize<LeadChange>(_items.Current.Data, JsonSerializerOptions.Web)!;
        }

        throw new InvalidOperationException("The stream of changes ended.");
    }

    public ValueTask DisposeAsync()
    {
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
