using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;

namespace LeadPlatform.ApiGateway.Tests.Origins;

public sealed class OriginTests : IAsyncLifetime
{
    private static readonly Guid Source = Guid.CreateVersion7();
    private static readonly Guid OtherSource = Guid.CreateVersion7();
    private static readonly Guid ConfiguredSource = Guid.CreateVersion7();
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync(new()
        {
            ["Origins:ReadEvery"] = "00:00:00.1",
            [$"Origins:Sources:{ConfiguredSource}:0"] = "https://configured.example.com",
        });
        _gateway.Origins.Set(Source, "https://quotes.example.com");
        _gateway.Origins.Set(OtherSource, "https://other.example.com");
        await Eventually.HoldsAsync(async () => await MayAsync("https://quotes.example.com"));
        _gateway.Keys.Add("lp_configured", sourceId: ConfiguredSource);
        _gateway.Keys.Add("lp_of_quotes", sourceId: Source);
        _gateway.Keys.Add("lp_without_pages");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("https://quotes.example.com", true)]
    [InlineData("https://other.example.com", true)]
    [InlineData("https://configured.example.com", true)]
    [InlineData("https://evil.example.com", false)]
    [InlineData("http://quotes.example.com", false)]
    [InlineData("null", false)]
    public async Task A_browser_is_told_whether_a_page_may_post(string origin, bool may)
    {
        using var answer = await AskAsync(origin);

        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed);
        allowed.ShouldBe(may ? [origin] : null);
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("lp_of_quotes", "https://quotes.example.com", HttpStatusCode.OK)]
    [InlineData("lp_of_quotes", null, HttpStatusCode.OK)]
    [InlineData("lp_of_quotes", "https://other.example.com", HttpStatusCode.Forbidden)]
    [InlineData("lp_of_quotes", "https://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("lp_without_pages", "https://quotes.example.com", HttpStatusCode.Forbidden)]
    [InlineData("lp_without_pages", null, HttpStatusCode.OK)]
    [InlineData("lp_configured", "https://configured.example.com", HttpStatusCode.OK)]
    [InlineData("lp_configured", "https://quotes.example.com", HttpStatusCode.Forbidden)]
    public async Task A_source_is_let_in_from_its_own_pages_only(string key, string? origin, HttpStatusCode status)
    {
        using var request = _gateway.Request(HttpMethod.Get, "/v1/leads", key: key);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(status);
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed);
        allowed.ShouldBe(origin is null or "https://evil.example.com" ? null : [origin], "any page that may post may read why not");
    }

    [Fact]
    public async Task Pages_and_sign_in_are_for_no_other_site()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/token");
        request.Headers.Add("Origin", "https://quotes.example.com");
        using var answer = await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }
    [Fact]
    public async Task A_change_of_a_sources_origins_holds_within_five_seconds_and_goes_before_the_configuration()
    {
        _gateway.Origins.Set(ConfiguredSource, "https://moved.example.com");
        await Eventually.HoldsAsync(async () => await MayAsync("https://moved.example.com"));
        (await MayAsync("https://configured.example.com")).ShouldBeFalse();
        (await StatusAsync("lp_configured", "https://configured.example.com")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync("lp_configured", "https://moved.example.com")).ShouldBe(HttpStatusCode.OK);

        _gateway.Origins.Forget(Source);
        await Eventually.HoldsAsync(async () => !await MayAsync("https://quotes.example.com"));
        (await StatusAsync("lp_of_quotes", "https://quotes.example.com")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task While_backend_does_not_answer_the_origins_it_told_last_hold()
    {
        _gateway.Origins.Failing = 503;
        _gateway.Backend.Requests.Clear();
        await Eventually.HoldsAsync(() => _gateway.Backend.Requests.Count(request => request.Target == "/internal/origins") >= 2);

        (await MayAsync("https://quotes.example.com")).ShouldBeTrue();
        (await StatusAsync("lp_of_quotes", "https://quotes.example.com")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<bool> MayAsync(string origin)
    {
        using var answer = await AskAsync(origin);
        return answer.Headers.Contains("Access-Control-Allow-Origin");
    }

    private async Task<HttpResponseMessage> AskAsync(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/leads");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key,content-type,idempotency-key");
        return await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> StatusAsync(string key, string origin)
    {
        using var request = _gateway.Request(HttpMethod.Get, "/v1/leads", key: key);
        request.Headers.Add("Origin", origin);
        using var answer = await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
