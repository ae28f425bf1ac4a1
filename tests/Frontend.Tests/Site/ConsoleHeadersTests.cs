using AngleSharp.Html.Parser;
using LeadPlatform.Frontend.Tests.SignIn;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.Site;

public sealed class ConsoleHeadersTests(SharedFrontend shared)
{
    [Fact]
    public async Task The_console_runs_its_own_scripts_only_and_every_script_tag_has_the_nonce_of_its_answer()
    {
        using var browser = new ConsoleBrowser(shared.Server);
        var (answer, _) = await browser.FollowAsync("/console/leads");
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        policy.ShouldBe($"script-src 'self' 'nonce-{nonce}'; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'");
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var scripts = page.QuerySelectorAll("script");
        scripts.Length.ShouldBeGreaterThan(3);
        scripts.ShouldAllBe(script => script.GetAttribute("nonce") == nonce);
        page.QuerySelectorAll("[onclick], [onload], [href^='javascript:']").ShouldBeEmpty();
    }

    [Fact]
    public async Task No_two_answers_share_a_nonce()
    {
        using var browser = new ConsoleBrowser(shared.Server);
        var (first, _) = await browser.FollowAsync("/console/leads");
        var (second, _) = await browser.FollowAsync("/console/leads");
        first.Headers.GetValues("Content-Security-Policy").ShouldNotBe(second.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task Everything_the_console_loads_is_there_and_compressed()
    {
        using var browser = new ConsoleBrowser(shared.Server);
        var page = await browser.PageAsync("/console/leads");
        using var http = shared.Server.NewClient();
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        foreach (var address in page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!).Concat(page.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src")!)))
        {
            var file = await http.GetAsync(new Uri(new Uri(shared.Server.Address), address), TestContext.Current.CancellationToken);
            file.EnsureSuccessStatusCode();
            file.Content.Headers.ContentEncoding.ShouldHaveSingleItem(address);
        }
    }
}
