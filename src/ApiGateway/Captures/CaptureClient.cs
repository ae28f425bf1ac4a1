using System.Net.Http.Headers;
using LeadPlatform.Contracts.Captures;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>Calls DataService with many captures at once.</summary>
internal sealed class CaptureClient(HttpClient http)
{
    private static readonly MediaTypeHeaderValue MediaType = new(CaptureFrames.MediaType);
    private static readonly MediaTypeHeaderValue JsonMediaType = new(CaptureFrames.JsonMediaType);

    /// <summary>Sends frames and returns the answer frames.</summary>
    /// <param name="onlyJson">Every lead among them is JSON.</param>
    /// <exception cref="HttpRequestException">DataService did not answer with 200.</exception>
    public async Task<byte[]> SendAsync(ReadOnlyMemory<byte> frames, bool onlyJson, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(frames) { Headers = { ContentType = onlyJson ? JsonMediaType : MediaType } };
        using var answer = await http.PostAsync(CaptureFrames.Path, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
