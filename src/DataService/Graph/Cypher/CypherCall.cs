using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.DataService.Graph.Cypher;

/// <summary>One request to a store, and what comes of it: an answer read to its end, or a <see cref="GraphException"/>.</summary>
internal static class CypherCall
{
    /// <summary>A client for a store: connections are renewed, so that a new address after a failover is found.</summary>
    public static HttpClient Client(Uri address, HttpMessageHandler? handler = null) => new(handler ?? new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AllowAutoRedirect = false,
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(40),
    };

    /// <returns>The answer's status, trailers among its headers, and its body; null where that is no whole JSON document.</returns>
    public static async Task<(HttpResponseMessage Answer, JsonNode? Body)> SendAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            return (answer, Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken)));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new GraphException($"The graph can't be reached or broke off ({exception.GetType().Name}).", isTransient: true, exception);
        }
    }

    /// <summary>What a status alone says.</summary>
    public static GraphException Refused(HttpResponseMessage answer, string? code) => new(
        $"The graph answered {(int)answer.StatusCode}{(code is null ? "" : $" {code}")}.",
        isTransient: answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout,
        retryAfter: answer.Headers.RetryAfter?.Delta);

    /// <summary>The answer ended before its document did.</summary>
    public static GraphException CutOff() => new("The graph's answer is cut off.", isTransient: true);

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
