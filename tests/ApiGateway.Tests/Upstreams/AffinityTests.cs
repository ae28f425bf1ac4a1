using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;

namespace LeadPlatform.ApiGateway.Tests.Upstreams;

/// <summary>Two instances of the Frontend, of which each knows its own sessions.</summary>
public sealed class AffinityTests : IAsyncLifetime
{
    private const int Visits = 12;

    private Upstream _second = null!;
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _second = await Upstream.StartAsync("second");
        _gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Services:frontend:http:1"] = _second.Address });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_stays_with_one_instance_on_the_console()
    {
        using var browser = Browser(cookies: true);
        (await VisitAsync(browser, "/console/leads", Visits)).Count.ShouldBe(1);
        (await VisitAsync(browser, "/_blazor/negotiate", Visits)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Browsers_are_spread_over_the_instances()
    {
        var served = new HashSet<string>();
        for (var i = 0; i < 40 && served.Count < 2; i++)
        {
            using var browser = Browser(cookies: true);
            served.UnionWith(await VisitAsync(browser, "/console/leads", 1));
        }

        served.ShouldBe(["frontend", "second"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_form_gets_no_cookie_so_that_its_pages_can_be_kept_by_caches()
    {
        using var browser = Browser(cookies: false);
        using var answer = await browser.GetAsync("/quote/auto", TestContext.Current.CancellationToken);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task When_its_instance_is_gone_a_browser_goes_on_at_another()
    {
        using var browser = Browser(cookies: true);
        var served = (await VisitAsync(browser, "/console/leads", 1)).Single();
        await (served == "second" ? _second : _gateway.Frontend).DisposeAsync();

        string? next = null;
        // Three unanswered requests take an instance out of the choice.
        for (var i = 0; i < 5 && next is null; i++)
        {
            using var answer = await browser.GetAsync("/console/leads", TestContext.Current.CancellationToken);
            next = answer.StatusCode == HttpStatusCode.OK ? (await Seen.In(answer)).Service : null;
        }

        next.ShouldBe(served == "second" ? "frontend" : "second");
    }

    private HttpClient Browser(bool cookies) => new(new HttpClientHandler { UseCookies = cookies }) { BaseAddress = _gateway.Address };

    private static async Task<HashSet<string>> VisitAsync(HttpClient browser, string path, int times)
    {
        var served = new HashSet<string>();
        for (var i = 0; i < times; i++)
        {
            using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);
            served.Add((await Seen.In(answer)).Service);
        }

        return served;
    }
}
