using System.Net;
using System.Net.Http.Json;
using LeadPlatform.DemoLeads.Generating;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DemoLeads.Posting;

internal enum PostResult
{
    Captured,

    /// <summary>Not a lead as the platform wants it: posting it again can't help.</summary>
    Refused,
}

/// <summary>Posts one lead until it has an answer that stands: while the platform is away or asks to wait, it waits.</summary>
internal sealed partial class LeadPoster(HttpClient http, IOptions<DemoOptions> options, TimeProvider time, ILogger<LeadPoster> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public async Task<PostResult> PostAsync(InventedLead lead, CancellationToken cancellationToken)
    {
        // A post that broke off may have been carried out: the key makes the next try the same one.
        var idempotencyKey = Guid.CreateVersion7().ToString();
        while (true)
        {
            var (result, pause) = await TryAsync(lead, idempotencyKey, cancellationToken);
            if (result is { } settled)
                return settled;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<(PostResult? Result, TimeSpan Pause)> TryAsync(InventedLead lead, string idempotencyKey, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.Gateway, "/v1/leads")) { Content = JsonContent.Create(lead, InventedJson.Default.InventedLead) };
            request.Headers.Add("X-Api-Key", options.Value.SourceKey);
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            using var answer = await http.SendAsync(request, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return (PostResult.Captured, default);
            // 401 too: the source's key may not be there yet while the platform starts.
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError)
            {
                Log.Waiting(logger, (int)answer.StatusCode);
                return (null, WaitOf(answer));
            }

            Log.Refused(logger, (int)answer.StatusCode);
            return (PostResult.Refused, default);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Away(logger, exception.GetType().Name);
            return (null, Pause);
        }
    }

    private TimeSpan WaitOf(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => Pause,
        };
        return asked < Pause ? Pause : asked > LongestPause ? LongestPause : asked;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4000, Level = LogLevel.Debug, Message = "The platform asks to wait ({Status})")]
        public static partial void Waiting(ILogger logger, int status);

        [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "An invented lead was refused ({Status})")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "The platform does not answer ({Error})")]
        public static partial void Away(ILogger logger, string error);
    }
}
