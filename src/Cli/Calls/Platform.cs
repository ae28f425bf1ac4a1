using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using LeadPlatform.Cli.Profiles;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Cli.Calls;

/// <summary>The platform as one caller reaches it. What fails throws a <see cref="CliException"/> with a sentence for people.</summary>
internal sealed class Platform : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Retries _retries;

    public Platform(Uri server, Credential credential, TimeProvider? time = null)
    {
        Server = server;
        var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, AutomaticDecompression = DecompressionMethods.GZip, AllowAutoRedirect = false };
        // Streams and uploads have no end that could be foreseen; what hangs is ended by Ctrl+C.
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("leads/0.1");
        Credential = credential;
        _retries = new Retries(time ?? TimeProvider.System);
    }

    public Uri Server { get; }

    private Credential Credential { get; }

    /// <summary>By what the command line, the environment and the profile say, in this order.</summary>
    public static Platform Of(ServerSettings settings) => Connection.Open(settings, ProfileFolder.OfUser(), Environment.GetEnvironmentVariable);

    public async Task<T> GetAsync<T>(string address, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), again: true, cancellationToken);
        return await ReadAsync(answer, json, cancellationToken);
    }

    /// <summary>All items of a list, page by page; a page is asked for when the one before is used up.</summary>
    /// <param name="address">Of the page behind a cursor; of the first behind null.</param>
    public async IAsyncEnumerable<T> AllAsync<T>(Func<string?, string> address, JsonTypeInfo<Page<T>> json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync(address(cursor), json, cancellationToken);
            foreach (var item in page.Items)
                yield return item;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    public async Task<T> PostAsync<T>(string address, HttpContent? content, JsonTypeInfo<T> json, bool again, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, address) { Content = content }, again, cancellationToken);
        return await ReadAsync(answer, json, cancellationToken);
    }

    /// <summary>Sends, and returns an answer of success with its body still to be read.</summary>
    /// <param name="request">Makes the request; called again for each attempt.</param>
    /// <param name="again">Safe or idempotent: tried again on 429, 503 and lost connections.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, bool again, CancellationToken cancellationToken)
    {
        var answer = await SendAnyAsync(request, again, cancellationToken);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw (await Answers.ProblemOfAsync(answer, cancellationToken)).ToException();
    }

    /// <summary>As <see cref="SendAsync"/>, but what is refused is an answer too.</summary>
    public Task<HttpResponseMessage> SendAnyAsync(Func<HttpRequestMessage> request, bool again, CancellationToken cancellationToken) =>
        _retries.RunAsync(
            async () =>
            {
                using var message = request();
                await Credential.PutOnAsync(message, _http, cancellationToken);
                return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            },
            again,
            Server,
            cancellationToken);

    public void Dispose() => _http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(json, cancellationToken) ?? throw new CliException(ExitCode.Unreachable, "The answer is empty.");
        }
        catch (System.Text.Json.JsonException)
        {
            throw new CliException(ExitCode.Unreachable, "The answer is not that of a LeadPlatform; is --server right?");
        }
    }
}
