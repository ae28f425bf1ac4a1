using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LeadPlatform.Cli.Calls;

namespace LeadPlatform.Cli.Following;

/// <summary>Server-sent events, over as many connections as it takes.</summary>
internal static class ServerEvents
{
    /// <summary>What the first connection is announced with.</summary>
    public const string Connected = "connected";

    /// <summary>What a later connection is announced with: changes may have been missed meanwhile.</summary>
    public const string Reconnected = "reconnected";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Reads on until the caller stops or the platform refuses. Each new connection says after which event it wants to go on.</summary>
    public static async IAsyncEnumerable<SseItem<string>> FollowAsync(Platform platform, string address, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, pause, first) = ((string?)null, FirstPause, true);
        while (true)
        {
            using var connection = await OpenAsync(platform, address, last, first, cancellationToken);
            if (connection is not null)
            {
                yield return new SseItem<string>("{}", first ? Connected : Reconnected);
                (first, pause) = (false, FirstPause);
                await using var items = connection.Items.GetAsyncEnumerator(cancellationToken);
                while (await NextAsync(items))
                {
                    last = items.Current.EventId is { Length: > 0 } id ? id : last;
                    yield return items.Current;
                }
            }

            await Task.Delay(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task<Line?> OpenAsync(Platform platform, string address, string? last, bool first, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await platform.SendAsync(() => Request(address, last), again: true, cancellationToken);
            return new Line(answer, SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken));
        }
        catch (CliException exception) when (!first && exception.ExitCode == ExitCode.Unreachable)
        {
            // It was there before, and will be again.
            return null;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static HttpRequestMessage Request(string address, string? last)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        return request;
    }

    private sealed record Line(HttpResponseMessage Answer, IAsyncEnumerable<SseItem<string>> Items) : IDisposable
    {
        public void Dispose() => Answer.Dispose();
    }
}
