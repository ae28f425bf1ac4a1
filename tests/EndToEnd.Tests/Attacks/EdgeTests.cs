using System.Net;
using System.Text;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Attacks;

/// <summary>Attacks that go through the gateway to what is behind it.</summary>
public sealed class EdgeTests(RunningPlatform platform)
{
    private const string Evil = "evil.example.net";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/quote/auto")]
    [InlineData("/console")]
    [InlineData("/console/leads")]
    [InlineData("/connect/authorize?client_id=frontend&response_type=code")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/v1/leads")]
    public async Task A_forged_host_stands_nowhere_in_the_answer(string path)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = Evil;
        request.Headers.Add("X-Forwarded-Host", Evil);
        using var answer = await browser.SendAsync(request, Cancellation);

        ((int)answer.StatusCode).ShouldBeLessThan(500);
        $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync(Cancellation)}".ShouldNotContain(Evil);
    }

    [Theory]
    [InlineData("/console/sign-in?to=/%0d%0aSet-Cookie:%20x=1")]
    [InlineData("/console/sign-in?to=//evil.example.net")]
    [InlineData("/console/sign-in?to=/%5cevil.example.net")]
    [InlineData("/console/sign-in?to=https://evil.example.net")]
    [InlineData("/console/sign-in?to=/%09/evil.example.net")]
    [InlineData("/quote/auto?sub=%0d%0aSet-Cookie:%20x=1")]
    public async Task A_value_of_the_address_sets_no_header_and_leads_to_no_other_site(string path)
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync(path, Cancellation);

        ((int)answer.StatusCode).ShouldBeLessThan(500);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];
        cookies.ShouldNotContain(cookie => cookie.StartsWith("x=", StringComparison.Ordinal));
        if (answer.Headers.Location is { } location)
            new Uri(platform.Address, location).Host.ShouldBe(platform.Address.Host);
    }

    [Theory]
    [InlineData("[", 30_000, HttpStatusCode.BadRequest)]
    [InlineData("{\"a\":", 10_000, HttpStatusCode.BadRequest)]
    [InlineData("[", 70_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Deep_and_oversized_json_is_refused(string opening, int times, HttpStatusCode status)
    {
        using var publisher = platform.Publisher();
        using var content = new StringContent(new StringBuilder().Insert(0, opening, times).ToString(), Encoding.UTF8, "application/json");
        using var answer = await publisher.PostAsync("/v1/leads", content, Cancellation);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_text_that_no_database_can_hold_is_the_clients_mistake()
    {
        using var browser = Browser();
        foreach (var field in new[] { "client_id", "client_secret", "code", "refresh_token" })
        {
            var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "frontend", ["client_secret"] = "wrong", [field] = "a\0b" };
            using var answer = await browser.PostAsync("/connect/token", new FormUrlEncodedContent(fields), Cancellation);
            ((int)answer.StatusCode).ShouldBeInRange(400, 401, field);
        }
    }

    private HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = platform.Address };
        browser.DefaultRequestHeaders.Add("Accept", "text/html,application/json");
        return browser;
    }
}
