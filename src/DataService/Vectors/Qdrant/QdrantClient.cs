using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Qdrant;

/// <summary>Calls Qdrant. All that is asked of it can be asked twice, so what was refused for now or broke off is asked again.</summary>
internal sealed class QdrantClient(IHttpClientFactory clients, IOptions<QdrantOptions> options, TimeProvider time)
{
    public const string ClientName = "qdrant";

    private const int MaxErrorBytes = 4_096;
    private const int MaxErrorText = 200;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    public Task PutAsync<T>(string path, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, () => JsonContent.Create(body, json), null, cancellationToken);

    public Task PostAsync<T>(string path, T body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, () => JsonContent.Create(body, json), null, cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, null, cancellationToken);

    public async Task<TResult> PostAsync<T, TResult>(string path, T body, JsonTypeInfo<T> json, JsonTypeInfo<Answer<TResult>> answer, CancellationToken cancellationToken) where TResult : class
    {
        TResult? result = null;
        await SendAsync(HttpMethod.Post, path, () => JsonContent.Create(body, json), async content => result = (await content.ReadFromJsonAsync(answer, cancellationToken))?.Result, cancellationToken);
        return result ?? throw new VectorsUnavailableException("Qdrant's answer holds no result.");
    }

    public async Task<TResult> GetAsync<TResult>(string path, JsonTypeInfo<Answer<TResult>> answer, CancellationToken cancellationToken) where TResult : class
    {
        TResult? result = null;
        await SendAsync(HttpMethod.Get, path, null, async content => result = (await content.ReadFromJsonAsync(answer, cancellationToken))?.Result, cancellationToken);
        return result ?? throw new VectorsUnavailableException("Qdrant's answer holds no result.");
    }

    /// <exception cref="VectorsUnavailableException">It was not done, or it is not known whether.</exception>
    private async Task SendAsync(HttpMethod method, string path, Func<HttpContent>? body, Func<HttpContent, Task>? read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var pause = FirstPause * (1 << (attempt - 1));
            try
            {
                using var http = clients.CreateClient(ClientName);
                using var request = new HttpRequestMessage(method, path) { Content = body?.Invoke() };
                using var answer = await http.SendAsync(request, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    if (read is not null)
                        await read(answer.Content);
                    return;
                }

                if (attempt == options.Value.Attempts || answer.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway))
                    throw new VectorsUnavailableException(await TextOfAsync(answer, cancellationToken));
                pause = Wanted(answer) ?? pause;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (attempt == options.Value.Attempts)
                    throw new VectorsUnavailableException($"Qdrant does not answer ({exception.GetType().Name}).", exception);
            }

            await Task.Delay(pause < options.Value.LongestPause ? pause : options.Value.LongestPause, time, cancellationToken);
        }
    }

    private TimeSpan? Wanted(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => seconds,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    /// <summary>What it says is wrong. 401 and 403 come as plain text, the others as JSON.</summary>
    private static async Task<string> TextOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return $"Qdrant refuses the key ({(int)answer.StatusCode}).";
        var status = $"Qdrant answers {(int)answer.StatusCode}";
        try
        {
            var head = new byte[MaxErrorBytes];
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            var error = JsonSerializer.Deserialize(head.AsSpan(0, length), QdrantJson.Default.Failure)?.Status?.Error;
            return error is null ? $"{status}." : $"{status}: {(error.Length > MaxErrorText ? error[..MaxErrorText] : error)}";
        }
        catch (Exception exception) when (exception is JsonException or IOException or HttpRequestException)
        {
            return $"{status}.";
        }
    }
}
