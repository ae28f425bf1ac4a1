using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.Drills.Load;

/// <summary>
/// Publishers that post leads at a steady rate, each with a key of its own, and send the same again under the same key until it is answered 201. What they were told is the truth
/// that the databases are compared with.
/// </summary>
/// <param name="run">Tells its keys and people from those of another; letters.</param>
internal sealed class LeadLoad(RunningPlatform platform, int publishers, int leadsPerSecond, string run) : IAsyncDisposable
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, SentLead> _leads = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly HttpClient _client = platform.ImpatientPublisher(TimeSpan.FromSeconds(20));
    private Task _running = Task.CompletedTask;
    private int _number;

    /// <summary>The bodies by number.</summary>
    public LeadBodies Bodies { get; } = new(run);

    public string KeyPrefix { get; } = $"drill-{run}-";

    /// <summary>Every lead that was sent so far.</summary>
    public IReadOnlyCollection<SentLead> Sent => [.. _leads.Values];

    public void Start() => _running = Task.WhenAll(Enumerable.Range(0, publishers).Select(_ => Task.Run(RunAsync)));

    /// <summary>Sends no new lead; those that have no 201 yet are sent again and again.</summary>
    public Task HoldAsync() => _stop.CancelAsync();

    /// <summary>Sends one more lead, until it has its 201.</summary>
    public async Task SendAsync()
    {
        var number = Interlocked.Increment(ref _number);
        var lead = _leads.GetOrAdd(KeyPrefix + number, key => new SentLead(key, number, DateTimeOffset.UtcNow));
        while (!_giveUp.IsCancellationRequested && !await TryAsync(lead))
            await Task.Delay(PauseBeforeRetry, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits until a lead that was first sent after <paramref name="moment"/> has its 201.</summary>
    /// <returns>When it had.</returns>
    public async Task<DateTimeOffset> CapturedAfterAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_leads.Values.Where(lead => lead.FirstSent > moment).Min(lead => lead.Acknowledged) is { } first)
                return first;
            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>Waits until every lead that was sent has its 201.</summary>
    /// <exception cref="TimeoutException">Some have none by then.</exception>
    public async Task FinishAsync(TimeSpan limit)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(limit);
    }

    /// <summary>Sends a lead again under its key.</summary>
    /// <returns>The lead that the answer names, and whether it says that it was there before.</returns>
    public async Task<(Guid LeadId, bool Replayed)> RepeatAsync(SentLead lead)
    {
        using var answer = await PostAsync(lead);
        answer.EnsureSuccessStatusCode();
        return ((await answer.Content.ReadFromJsonAsync<CaptureAnswer>())!.LeadId, answer.Headers.Contains("Idempotent-Replayed"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _running;
        _client.Dispose();
        _stop.Dispose();
        _giveUp.Dispose();
    }

    private async Task RunAsync()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)publishers / leadsPerSecond));
        while (!_stop.IsCancellationRequested)
        {
            await SendAsync();
            try
            {
                await pace.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> TryAsync(SentLead lead)
    {
        try
        {
            using var answer = await PostAsync(lead);
            if ((int)answer.StatusCode != 201)
                return false;
            lead.Acknowledge((await answer.Content.ReadFromJsonAsync<CaptureAnswer>(_giveUp.Token))!.LeadId, DateTimeOffset.UtcNow);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> PostAsync(SentLead lead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new ByteArrayContent(Bodies[lead.Number]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", lead.Key);
        return await _client.SendAsync(request, _giveUp.Token);
    }
}
