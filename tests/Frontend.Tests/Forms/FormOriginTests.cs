using System.Net;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.Forms;

public sealed class FormOriginTests : IAsyncLifetime
{
    private FrontendServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FrontendServer.StartAsync(new Dictionary<string, string?>
    {
        ["Forms:Origins:auto:0"] = "https://quotes.example.com",
        ["Forms:Origins:auto:1"] = "https://cars.example.com",
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/quote/auto", "frame-ancestors https://quotes.example.com https://cars.example.com")]
    [InlineData("/quote/AUTO", "frame-ancestors https://quotes.example.com https://cars.example.com")]
    [InlineData("/quote/home", "frame-ancestors 'none'")]
    [InlineData("/quote", "frame-ancestors 'none'")]
    [InlineData("/", "frame-ancestors 'none'")]
    public async Task A_form_may_be_framed_by_the_sites_of_its_line(string path, string expected)
    {
        using var http = _server.NewClient();
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldEndWith(expected);
        answer.Headers.Contains("X-Frame-Options").ShouldBeFalse();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("auto", "https://quotes.example.com", null, true)]
    [InlineData("auto", null, null, true)]
    [InlineData("auto", "http://127.0.0.1:1", "same-origin", true)]
    [InlineData("auto", "https://evil.example.com", null, false)]
    [InlineData("auto", "https://evil.example.com", "cross-site", false)]
    [InlineData("auto", "null", null, false)]
    [InlineData("home", "https://quotes.example.com", null, false)]
    public async Task A_form_is_sent_by_its_own_page_or_by_the_sites_of_its_line(string line, string? origin, string? site, bool taken)
    {
        using var browser = await FormBrowser.OpenAsync(_server, $"/quote/{line}", http =>
        {
            if (origin is not null)
                http.DefaultRequestHeaders.Add("Origin", origin);
            if (site is not null)
                http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        });
        await browser.PressAsync("next");

        browser.Status.ShouldBe(taken ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Forms:Origins:boat:0", "https://quotes.example.com", "Forms:Origins must be named by lines, such as auto.")]
    [InlineData("Forms:Origins:auto:0", "http://quotes.example.com", "Forms:Origins must hold origins, such as https://quotes.example.com.")]
    [InlineData("Forms:Origins:auto:0", "https://quotes.example.com/page", "Forms:Origins must hold origins, such as https://quotes.example.com.")]
    [InlineData("Forms:TokenKey", "short", "Forms:TokenKey must have 32 characters or more.")]
    [InlineData("Forms:Checks:Difficulty", "64", "Forms:Checks:Difficulty must be from 0 to 24 bits.")]
    public async Task A_wrong_setting_stops_the_start(string key, string value, string sentence) =>
        (await TestHost.RefusedStart.ReasonAsync(() => FrontendServer.StartAsync(new Dictionary<string, string?> { [key] = value }))).ShouldContain(sentence);
}
