using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;

namespace LeadPlatform.Crash.Tests.Faults;

/// <summary>Ready is: every service says of itself and of what it needs that it is healthy, and a new lead is captured.</summary>
internal sealed class Readiness(RunningPlatform platform) : IDisposable
{
    /// <summary>15 s; on a machine that others keep busy, what <c>READY_WITHIN</c> says, in seconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("READY_WITHIN"), out var seconds) ? seconds : 15);

    private static readonly string[] Services = ["gateway", "dataservice", "backend", "orchestrator", "frontend"];
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _health = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly HttpClient _publisher = platform.ImpatientPublisher(TimeSpan.FromSeconds(12));
    private readonly LeadBodies _bodies = new("probe");

    // The load uses the first phones.
    private int _number = LeadBodies.Phones - 10_000;

    /// <summary>Waits until all is ready.</summary>
    /// <returns>Whether it is, and what was missing until the last look.</returns>
    public async Task<(bool IsReady, string Waited)> WaitAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var waited = new List<(string Missing, TimeSpan Until)>();
        while (true)
        {
            var missing = await MissingAsync();
            if (missing is null || Stopwatch.GetElapsedTime(started) > GivenUpAfter)
                return (missing is null, string.Join("; ", waited.Select(each => $"{each.Missing} until {each.Until.TotalSeconds:0.0} s")));
            if (waited.Count > 0 && waited[^1].Missing == missing)
                waited.RemoveAt(waited.Count - 1);
            waited.Add((missing, Stopwatch.GetElapsedTime(started)));
            await Task.Delay(Look);
        }
    }

    /// <summary>Waits until a new lead reaches its outcome at once.</summary>
    public async Task<bool> WaitForOutcomeAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (await CaptureAsync(wait: true) is not null)
        {
            if (Stopwatch.GetElapsedTime(started) > GivenUpAfter)
                return false;
        }

        return true;
    }

    public void Dispose()
    {
        _health.Dispose();
        _publisher.Dispose();
    }

    private async Task<string?> MissingAsync()
    {
        try
        {
            foreach (var service in Services)
            {
                if (PlatformProcess.Find(platform, service) is not { } process)
                    return $"{service} does not run";
                using var health = await _health.GetAsync($"http://127.0.0.1:{process.Variable("Management__Port")}/health");
                if (!health.IsSuccessStatusCode)
                    return $"{service} is unhealthy";
            }

            return await CaptureAsync(wait: false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException)
        {
            return exception is TaskCanceledException ? "no answer" : "no connection";
        }
    }

    /// <summary>Posts a lead, and waits for its outcome where asked to.</summary>
    /// <returns>What went wrong; null where nothing did.</returns>
    private async Task<string?> CaptureAsync(bool wait)
    {
        var number = Interlocked.Increment(ref _number);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads") { Content = new ByteArrayContent(_bodies[number]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", $"probe-{number}");
        if (wait)
            request.Headers.Add("Prefer", "wait=10");
        using var answer = await _publisher.SendAsync(request);
        if ((int)answer.StatusCode != 201)
            return $"a new lead is answered {(int)answer.StatusCode}";
        var lead = (await answer.Content.ReadFromJsonAsync<CaptureAnswer>())!;
        return !wait || LeadStatus.IsOutcome(lead.Status) ? null : $"a new lead is {lead.Status}";
    }
}
