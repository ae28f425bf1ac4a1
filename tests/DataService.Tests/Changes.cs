using System.Net.Http.Json;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Tests;

/// <summary>An open <c>GET /v1/leads/stream</c>: what tests wait on instead of the clock.</summary>
internal sealed class Changes : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private Changes(HttpResponseMessage answer, StreamReader lines) => (_answer, _lines) = (answer, lines);

    public static async Task<Changes> OpenAsync(HttpClient client)
    {
        var answer = await client.GetAsync("/v1/leads/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var changes = new Changes(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
        (await changes._lines.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(": open");
        return changes;
    }

    /// <summary>The next change; fails after 60 s without one.</summary>
    public async Task<LeadChange> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await _lines.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("data: {\"leadId\"", StringComparison.Ordinal))
                return JsonSerializer.Deserialize<LeadChange>(line["data: ".Length..], JsonSerializerOptions.Web)!;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>Reads on until the lead has that status.</summary>
    public async Task<LeadChange> UntilAsync(Guid leadId, string status)
    {
        while (true)
        {
            var change = await NextAsync();
            if (change.LeadId == leadId && change.Status == status)
                return change;
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
