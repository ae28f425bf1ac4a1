using System.Net.Http.Headers;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>
/// Under both vendors' libraries: reads an answer whole and within its limit, and turns a failure into a <see cref="ProviderFault"/> with what the
/// provider says of trying again. Bodies of failures are not read: they may quote the prompt.
/// </summary>
internal sealed class ProviderTransport(int maxAnswerBytes, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                using (answer)
                    throw ProviderFault.Of(answer.StatusCode, After(answer.Headers.RetryAfter));
            }

            var whole = new ByteArrayContent(await ReadAsync(answer.Content, cancellationToken));
            whole.Headers.ContentType = answer.Content.Headers.ContentType;
            answer.Content.Dispose();
            answer.Content = whole;
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ProviderFault(FaultCode.Unreachable, passes: true, counts: true);
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxAnswerBytes)
            throw new ProviderFault(FaultCode.TooLarge);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var part = new byte[8192];
        for (int read; (read = await stream.ReadAsync(part, cancellationToken)) > 0;)
        {
            if (whole.Length + read > maxAnswerBytes)
                throw new ProviderFault(FaultCode.TooLarge);
            whole.Write(part, 0, read);
        }

        return whole.ToArray();
    }

    private TimeSpan? After(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is var left => left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => null,
    };
}
