using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.Crash.Tests.Load;

/// <summary>
/// Publishers that post leads, each with a key of its own, and send the same again under the same key until it is answered 201, whatever comes in between.
/// One lead in twenty is sent twice at the same moment.
/// </summary>
internal sealed class CaptureLoad(RunningPlatform platform, Journal journal, int publishers, int leadsPerSecond) : IAsyncDisposable
{
    public const string KeyPrefix = "crash-";

    private const int TwinEvery = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(100);

    private readonly LeadBodies _bodies = new("crash");
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly HttpClient _client = platform.ImpatientPublisher(TimeSpan.FromSeconds(20));
    private Task _running = Task.CompletedTask;
    private int _number;

    public void Start() => _running = Task.WhenAll(Enumerable.Range(0, publishers).Select(_ => Task.Run(RunAsync)));

    /// <summary>Sends no new lead, and waits until every one that was sent has its 201.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _giveUp.CancelAfter(Patience);
        await _running;
    }

    /// <summary>Posts the lead of a key again.</summary>
    public Task<HttpResponseMessage> RepeatAsync(string key) => PostAsync(key, int.Parse(key[KeyPrefix.Length..]));

    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync();
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
        _giveUp.Dispose();
    }

    private async Task RunAsync()
    {
        var pace = TimeSpan.FromSeconds((double)publishers / leadsPerSecond);
        while (!_stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var number = Interlocked.Increment(ref _number);
            journal.Begin();
            try
            {
                if (number % TwinEvery == 0)
                    await Task.WhenAll(UntilStoredAsync(number), UntilStoredAsync(number));
                else
                    await UntilStoredAsync(number);
            }
            finally
            {
                journal.End();
            }

            if (pace - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task UntilStoredAsync(int number)
    {
        var key = KeyPrefix + number;
        while (!await TryAsync(key, number))
        {
            if (_giveUp.IsCancellationRequested)
                return;
            await Task.Delay(PauseBeforeRetry, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryAsync(string key, int number)
    {
        var sent = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await PostAsync(key, number);
            var stored = (int)answer.StatusCode == 201 ? await answer.Content.ReadFromJsonAsync<CaptureAnswer>() : null;
            journal.Add(new Answer(sent, Stopwatch.GetTimestamp(), (int)answer.StatusCode, answer.Headers.RetryAfter is not null));
            if (stored is null)
                return false;
            journal.Acknowledge(key, stored.LeadId);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            journal.Add(new Answer(sent, Stopwatch.GetTimestamp(), 0, false));
            return false;
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string key, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new ByteArrayContent(_bodies[number]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", key);
        return await _client.SendAsync(request);
    }
}
