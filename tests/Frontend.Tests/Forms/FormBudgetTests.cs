using LeadPlatform.Contracts.Leads;
using LeadPlatform.Frontend.Forms.Questions;
using LeadPlatform.Frontend.Tests.StandIn;

namespace LeadPlatform.Frontend.Tests.Forms;

/// <summary>A page of a form is small and needs nothing but itself and one stylesheet.</summary>
public sealed class FormBudgetTests(SharedFrontend shared)
{
    private const int MostBytes = 10 * 1024;

    public static TheoryData<string> Lines => [.. Line.All];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Every_step_of_every_line_stays_under_ten_kilobytes_in_two_requests(string line)
    {
        LineForm.TryFind(line, out var form);
        using var browser = await FormBrowser.OpenAsync(shared.Server, $"/quote/{line}?sub=aff-7781");
        using var http = shared.Server.NewClient();
        foreach (var step in form!.Steps)
        {
            var stylesheet = browser.Page.QuerySelectorAll("link[rel=stylesheet]").ShouldHaveSingleItem().GetAttribute("href")!;
            browser.Page.QuerySelectorAll("script, img, iframe, object, video, style, [style], link:not([rel=stylesheet]):not([href^='data:'])").ShouldBeEmpty();
            var css = await http.GetAsync(stylesheet, TestContext.Current.CancellationToken);
            css.EnsureSuccessStatusCode();
            css.Headers.CacheControl!.ToString().ShouldContain("immutable");
            var bytes = browser.Html.Length + (await css.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
            bytes.ShouldBeLessThan(MostBytes, $"{line}, {step.Title}");
            await browser.AnswerStepAsync(step);
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Every_field_has_a_label_and_fields_about_a_person_tell_the_browser_what_they_are(string line)
    {
        LineForm.TryFind(line, out var form);
        using var browser = await FormBrowser.OpenAsync(shared.Server, $"/quote/{line}");
        foreach (var step in form!.Steps)
        {
            foreach (var field in browser.Page.QuerySelectorAll("form input:not([type=hidden]), form select, form textarea"))
            {
                (browser.Page.QuerySelector($"label[for='{field.Id}']") ?? field.Closest("label")).ShouldNotBeNull(field.Id);
                if (step.Key is not "cover")
                    field.GetAttribute("autocomplete").ShouldNotBeNullOrEmpty(field.Id);
            }

            await browser.AnswerStepAsync(step);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/quote")]
    [InlineData("/quote/home")]
    [InlineData("/nowhere")]
    public async Task A_public_page_may_run_nothing_and_be_framed_by_nobody(string path)
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, path);
        browser.Answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem()
            .ShouldBe("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        browser.Answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        browser.Answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
    }

    [Fact]
    public async Task A_step_may_be_kept_by_the_browser_so_that_its_own_back_button_works()
    {
        using var browser = await FormBrowser.OpenAsync(shared.Server, "/quote/home");
        browser.Answer.Headers.CacheControl!.NoStore.ShouldBeFalse();
        browser.Answer.Headers.CacheControl.Private.ShouldBeTrue();
    }
}
