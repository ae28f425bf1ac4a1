using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

/// <summary>The public form in a browser that runs no script.</summary>
public sealed class FormTests(Browsers browsers)
{
    [Fact]
    public async Task With_JavaScript_off_the_form_is_filled_to_its_receipt()
    {
        await using var window = await browsers.OpenAsync(javaScript: false);
        await window.GoAsync("/");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Get a quote" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Auto insurance" }).ClickAsync();
        await window.AnswerCoverAsync();
        await window.AnswerWhereAsync();
        (await window.Page.Locator(".consent").InnerTextAsync()).ShouldContain("Consent is not a condition of purchase.");
        await window.AnswerYouAsync("Ada", "Receipt");
        await window.ShowsAsync("We have your inquiry");
        Guid.Parse(await window.Page.Locator("code").InnerTextAsync()).Version.ShouldBe(7);
        await window.Page.GetByText("You can take back your consent at any time").WaitForAsync();
    }

    [Fact]
    public async Task The_browsers_own_back_button_leads_through_the_steps_with_their_answers()
    {
        await using var window = await browsers.OpenAsync(javaScript: false);
        await window.GoAsync("/quote/auto");
        await window.AnswerCoverAsync();
        await window.AnswerWhereAsync();
        await window.ShowsAsync("About you");
        await window.Page.GoBackAsync();
        await window.ShowsAsync("Where you live");
        await window.Page.GoBackAsync();
        await window.ShowsAsync("About the vehicle");
        (await window.Page.GetByLabel("Model", new() { Exact = true }).InputValueAsync()).ShouldBe("Corolla");
        await window.ContinueAsync();
        await window.ShowsAsync("Where you live");
    }

    [Fact]
    public async Task What_the_platform_refuses_leads_back_to_the_field()
    {
        await using var window = await browsers.OpenAsync(javaScript: false);
        await window.GoAsync("/quote/auto");
        await window.AnswerCoverAsync();
        await window.AnswerWhereAsync(postalCode: "90210");
        await window.AnswerYouAsync("Ada", "Elsewhere");
        await window.ShowsAsync("Where you live");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "does not lie in VT" }).ClickAsync();
        (await window.Page.GetByLabel("ZIP code").InputValueAsync()).ShouldBe("90210");
        await window.AnswerWhereAsync();
        await window.ShowsAsync("About you");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Get my quote" }).ClickAsync();
        await window.ShowsAsync("We have your inquiry");
    }

    [Fact]
    public async Task Who_looks_like_a_machine_waits_for_a_moments_work_and_does_nothing_more()
    {
        await using var window = await browsers.OpenAsync();
        await window.GoAsync("/quote/auto");
        await window.AnswerCoverAsync();
        await window.AnswerWhereAsync();
        await window.Page.Locator("#website").EvaluateAsync("field => field.value = 'https://spam.example.com'");
        await window.AnswerYouAsync("Ada", "Machine");
        await window.ShowsAsync("We have your inquiry");
    }

    [Fact]
    public async Task A_page_of_the_form_takes_two_requests_and_ten_kilobytes()
    {
        await using var window = await browsers.OpenAsync();
        await window.GoAsync("/quote/auto");
        await window.Page.WaitForLoadStateAsync(LoadState.Load);
        window.Requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).Count().ShouldBe(2);
        var bytes = await window.Page.EvaluateAsync<int>("[performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')].reduce((sum, one) => sum + one.decodedBodySize, 0)");
        bytes.ShouldBeInRange(1, 10 * 1024);
    }
}
