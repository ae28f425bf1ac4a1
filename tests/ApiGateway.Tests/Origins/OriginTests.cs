using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Origins;

public sealed class OriginTests : IAsyncLifetime
{
    private static readonly Guid Source = Guid.CreateVersion7();
    private static readonly Guid OtherSource = Guid.CreateVersion7();
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync(new()
        {
            [$"Origins:Sources:{Source}:0"] = "https://quotes.example.com",
            [$"Origins:Sources:{OtherSource}:0"] = "https://other.example.com",
        });
        _gateway.Keys.Add("lp_of_quotes", sourceId: Source);
        _gateway.Keys.Add("lp_without_pages");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("https://quotes.example.com", true)]
    [InlineData("https://other.example.com", true)]
    [InlineData("https://evil.example.com", false)]
    [InlineData("http://quotes.example.com", false)]
    [InlineData("null", false)]
    public async Task A_browser_is_told_whether_a_page_may_post(string origin, bool may)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/leads");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key,content-type,idempotency-key");
        using var answer = await _gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

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
}
