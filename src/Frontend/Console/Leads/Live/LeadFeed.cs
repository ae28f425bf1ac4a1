using System.Net.ServerSentEvents;
using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Gateway;

namespace LeadPlatform.Frontend.Console.Leads.Live;

/// <summary>
/// The platform's stream of changed leads, read once for each circuit with its user's token and handed to the pages that are open. What a
/// page missed while the line was down is told as such: it then reads again instead of trusting what it has.
/// </summary>
internal sealed partial class LeadFeed(PlatformApi api, TimeProvider time, ILogger<LeadFeed> logger) : IAsyncDisposable
{
    /// <summary>The platform sends a sign of life every 15 s.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(40);

    /// <summary>Changes within it are told together: one lead makes several within a second.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChangesGathered _gathered = new();
    private readonly List<Func<LeadNews, Task>> _listeners = [];
    private readonly Lock _one = new();
    private Task? _reading;
    private Task? _telling;
    private volatile bool _late;

    public FeedState State { get; private set; } = FeedState.Connecting;

    /// <summary>When <see cref="State"/> began.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Starts listening. Load only after <see cref="OpenedAsync"/>, or a change falls in between.</summary>
    public IDisposable Listen(Func<LeadNews, Task> listener)
    {
        lock (_one)
        {
            _listeners.Add(listener);
            // Away from the circuit's own thread of events, which pages need for drawing.
            _reading ??= Task.Run(() => ReadForeverAsync(_ending.Token));
            _telling ??= Task.Run(() => TellForeverAsync(_ending.Token));
        }

        return new Listening(this, listener);
    }

    /// <summary>Waits until the stream is open, but no longer than two seconds: a list without live changes beats none.</summary>
    public async Task OpenedAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_opened.Task, Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken));
        if (!_opened.Task.IsCompleted)
            _late = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_reading ?? Task.CompletedTask, _telling ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task ReadForeverAsync(CancellationToken ending)
    {
        var failures = 0;
        while (!ending.IsCancellationRequested)
        {
            var answer = await api.OpenAsync("v1/leads/stream", ending);
            if (answer.Has(out var stream))
            {
                using (stream)
                    await ReadAsync(stream, ending);
                failures = 0;
            }

            var refused = answer.Refusal?.Kind is RefusalKind.SignedOut or RefusalKind.NotAllowed;
            Turn(refused ? FeedState.Refused : FeedState.Stale);
            if (refused)
                break;
            var pause = TimeSpan.FromSeconds(Math.Min(15, Math.Pow(2, failures++))) * (0.75 + (Random.Shared.NextDouble() / 2));
            await Task.Delay(pause, time, ending);
        }
    }

    private async Task ReadAsync(HttpResponseMessage stream, CancellationToken ending)
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(ending);
        try
        {
            var body = new LifeSigns(await stream.Content.ReadAsStreamAsync(silent.Token), () => silent.CancelAfter(Silence));
            silent.CancelAfter(Silence);
            Turn(FeedState.Live);
            if (!_opened.TrySetResult() || _late)
                _gathered.Missed();
            await foreach (var item in SseParser.Create(body).EnumerateAsync(silent.Token))
                Take(item);
        }
        catch (Exception exception) when (!ending.IsCancellationRequested && exception is IOException or HttpRequestException or OperationCanceledException or JsonException)
        {
            Log.Lost(logger, exception.GetType().Name);
        }
    }

    private void Take(SseItem<string> item)
    {
        switch (item.EventType)
        {
            case "lead" when JsonSerializer.Deserialize<LeadChange>(item.Data, JsonSerializerOptions.Web) is { } change:
                _gathered.Add(change.LeadId);
                break;
            case "reload":
                _gathered.Missed();
                break;
        }
    }

    private async Task TellForeverAsync(CancellationToken ending)
    {
        while (true)
        {
            await _gathered.WaitAsync(ending);
            await Task.Delay(Gathering, time, ending);
            await TellAsync(_gathered.Take());
        }
    }

    private void Turn(FeedState state)
    {
        if (State == state)
            return;
        (State, Since) = (state, time.GetUtcNow());
        _gathered.Wake();
    }

    private async Task TellAsync(LeadNews news)
    {
        Func<LeadNews, Task>[] listeners;
        lock (_one)
            listeners = [.. _listeners];
        foreach (var listener in listeners)
        {
            try
            {
                await listener(news);
            }
            catch (ObjectDisposedException)
            {
                // The page went away while it was being told.
            }
        }
    }

    private sealed class Listening(LeadFeed feed, Func<LeadNews, Task> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (feed._one)
                feed._listeners.Remove(listener);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 420, Level = LogLevel.Information, Message = "The stream of lead changes broke off ({Reason}) and is opened again")]
        public static partial void Lost(ILogger logger, string reason);
    }
}
