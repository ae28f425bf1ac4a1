using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.SignIn;

/// <summary>A browser that follows redirects by hand, so that a test sees each of them.</summary>
internal sealed class ConsoleBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public ConsoleBrowser(FrontendServer server)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = new Uri(server.Address) };
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieCollection Cookies => _cookies.GetCookies(_http.BaseAddress!);

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Goes where redirects lead; tells every address on the way.</summary>
    public async Task<(HttpResponseMessage Answer, IReadOnlyList<Uri> Way)> FollowAsync(string path)
    {
        var way = new List<Uri>();
        var answer = await GetAsync(path);
        while ((int)answer.StatusCode is >= 300 and < 400)
        {
            if (way.Count > 10)
                throw new InvalidOperationException($"Round in circles: {string.Join(" → ", way)}");
            way.Add(new Uri(_http.BaseAddress!, answer.Headers.Location!));
            answer = await _http.GetAsync(way[^1], TestContext.Current.CancellationToken);
        }

        return (answer, way);
    }

    public async Task<IHtmlDocument> PageAsync(string path)
    {
        var (answer, _) = await FollowAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
