using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadPlatform.Edge;

/// <summary>Cloudflare said no, or something that is no answer. The message is for an operator.</summary>
public sealed class CloudflareException(string message) : Exception(message);

/// <summary>The part of Cloudflare's API (v4) that zones are kept with.</summary>
public sealed class CloudflareApi : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    /// <param name="address">Such as <c>https://api.cloudflare.com/client/v4/</c>.</param>
    /// <param name="token">API token with Zone Settings, DNS, Cache Rules, WAF and Bot Management: Edit.</param>
    public CloudflareApi(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<string> FindZoneAsync(string name, CancellationToken cancellationToken)
    {
        var zones = await AskAsync(HttpMethod.Get, $"zones?name={Uri.EscapeDataString(name)}", null, cancellationToken) as JsonArray;
        return (string?)zones?.SingleOrDefault()?["id"] ?? throw new CloudflareException($"The token sees no zone {name}.");
    }

    /// <summary>Networks from which Cloudflare connects, IPv4.</summary>
    public async Task<IReadOnlyList<string>> NetworksAsync(CancellationToken cancellationToken) =>
        [.. (await AskAsync(HttpMethod.Get, "ips", null, cancellationToken))!["ipv4_cidrs"]!.AsArray().Select(range => (string)range!)];

    /// <summary>Asks, and returns the answer's result; null where there is none of that name.</summary>
    /// <exception cref="CloudflareException">It was refused, or could not be asked.</exception>
    public async Task<JsonNode?> AskAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        JsonNode? answer;
        HttpStatusCode status;
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            status = response.StatusCode;
            if (status == HttpStatusCode.NotFound && method == HttpMethod.Get)
                return null;
            answer = await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CloudflareException($"{method} {path}: {problem.Message}");
        }

        if (answer?["success"]?.GetValue<bool>() == true)
            return answer["result"];
        var errors = string.Join("; ", answer?["errors"]?.AsArray().Select(error => $"{error?["code"]} {error?["message"]}") ?? []);
        throw new CloudflareException($"{method} {path} was refused with {(int)status}: {errors}");
    }

    public void Dispose() => _http.Dispose();
}
