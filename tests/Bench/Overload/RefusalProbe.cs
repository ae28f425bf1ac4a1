using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using LeadPlatform.TestHost;

namespace LeadPlatform.Bench.Overload;

/// <summary>A caller that posts one lead after the other, a few a second, and times its refusals.</summary>
internal sealed class RefusalProbe(RunningPlatform platform)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly List<double> _refusedMs = [];
    private readonly LeadBodies _bodies = new("probe");

    public int WithoutRetryAfter { get; private set; }

    public IReadOnlyList<double> Sorted() => [.. _refusedMs.Order()];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = platform.Publisher();
        try
        {
            // Past the numbers with a phone: nobody else's duplicate.
            for (var number = LeadBodies.Phones; ; number++)
            {
                using var body = new ByteArrayContent(_bodies[number]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync("/v1/leads", body, cancellationToken);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    _refusedMs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    if (answer.Headers.RetryAfter is null)
                        WithoutRetryAfter++;
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load has ended.
        }
    }
}
