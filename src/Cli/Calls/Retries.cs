using System.Net;

namespace LeadPlatform.Cli.Calls;

/// <summary>Tries again what may be tried again, as long as the server asks for.</summary>
internal sealed class Retries(TimeProvider time)
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <exception cref="CliException">No answer came.</exception>
    public async Task<HttpResponseMessage> RunAsync(Func<Task<HttpResponseMessage>> send, bool again, Uri server, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var pause = FirstPause * (1 << (attempt - 1));
            try
            {
                var answer = await send();
                if (!again || attempt == Attempts || answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    return answer;
                pause = Wanted(answer) ?? pause;
                answer.Dispose();
            }
            catch (HttpRequestException exception)
            {
                // A server that is not there is said at once: somebody has mistyped its address more often than it starts just now.
                if (!again || attempt == Attempts || exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
                    throw new CliException(ExitCode.Unreachable, $"{server} can't be reached ({exception.HttpRequestError}). Is it running, and is --server or LEADS_SERVER right?");
            }

            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
        }
    }

    private TimeSpan? Wanted(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => seconds,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
