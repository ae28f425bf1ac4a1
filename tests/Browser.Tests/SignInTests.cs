using LeadPlatform.TestHost;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

public sealed class SignInTests(Browsers browsers)
{
    [Fact]
    public async Task A_wrong_password_is_told_and_the_right_one_leads_to_the_page_asked_for()
    {
        await using var window = await browsers.OpenAsync();
        await window.SignInAsync(Browsers.Manager, "wrong");
        await window.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await window.Page.GetByLabel("Password").FillAsync(RunningPlatform.DemoPassword);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await window.ShowsAsync("Leads");
        new Uri(window.Page.Url).AbsolutePath.ShouldBe("/console/leads");
    }

    [Fact]
    public async Task Signing_out_asks_for_the_password_again()
    {
        await using var window = await browsers.OpenAsync();
        await window.SignInAsync(Browsers.Manager, RunningPlatform.DemoPassword);
        await window.ShowsAsync("Leads");
        await window.LiveAsync();
        await window.Page.Locator("details.me summary").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await window.ShowsAsync("You are signed out");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await window.Page.GetByLabel("Password").WaitForAsync();
    }
}
