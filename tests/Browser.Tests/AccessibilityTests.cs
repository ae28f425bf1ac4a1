using LeadPlatform.TestHost;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

/// <summary>Every page is WCAG 2.2 AA by axe, wide and narrow, light and dark.</summary>
public sealed class AccessibilityTests(Browsers browsers)
{
    [Fact]
    public async Task Every_page_of_the_form()
    {
        await using var window = await browsers.OpenAsync();
        foreach (var path in new[] { "/", "/quote", "/nowhere", "/signed-out", "/sign-in-failed" })
        {
            await window.GoAsync(path);
            await window.CheckAsync();
        }

        await window.GoAsync("/quote/auto");
        await window.CheckAsync();
        await window.ContinueAsync();
        await window.Page.GetByText("answers need another look").WaitForAsync();
        await window.CheckAsync();
        await window.AnswerCoverAsync();
        await window.CheckAsync();
        await window.AnswerWhereAsync();
        await window.CheckAsync();
        await window.AnswerYouAsync("", "Nobody");
        await window.Page.GetByText("One answer needs another look").WaitForAsync();
        await window.CheckAsync();
        await window.AnswerYouAsync("Ada", "Axe");
        await window.ShowsAsync("We have your inquiry");
        await window.CheckAsync();
    }

    [Fact]
    public async Task Every_page_of_leads()
    {
        var answer = await browsers.PostAsync(SampleLeads.One("auto", "VT", "05401"));
        await using var window = await browsers.OpenAsAsync(Browsers.Manager);
        await window.GoLiveAsync("/console/leads");
        await window.Page.Locator(".row-link").First.WaitForAsync();
        await window.CheckAsync();
        await window.Page.Locator(".c-score").First.HoverAsync();
        await window.Page.Locator("details.me summary").ClickAsync();
        await window.CheckAsync();
        await window.Page.Keyboard.PressAsync("?");
        await window.CheckAsync();

        await window.GoLiveAsync("/console/leads?state=GU&status=qualified&range=days&from=2020-01-01&to=2020-01-02");
        await window.Page.GetByText("No lead matches").WaitForAsync();
        await window.CheckAsync();
        await window.GoLiveAsync($"/console/leads/{Guid.NewGuid()}");
        await window.Page.GetByText("There is nothing to see here").WaitForAsync();
        await window.CheckAsync();

        await window.GoLiveAsync($"/console/leads/{answer.LeadId}");
        await window.Page.Locator(".timeline li").Nth(2).WaitForAsync();
        await window.CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Lost" }).ClickAsync();
        await window.Page.GetByText("Why was it lost?").WaitForAsync();
        await window.CheckAsync();
    }

    [Fact]
    public async Task Every_page_of_agents()
    {
        await using var window = await browsers.OpenAsAsync(Browsers.Manager);
        await window.GoLiveAsync("/console/agents");
        await window.Page.Locator(".row-link").First.WaitForAsync();
        await window.CheckAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Avery Brooks" }).ClickAsync();
        await window.ShowsAsync("Avery Brooks");
        await window.CheckAsync();
        await window.Page.Keyboard.PressAsync("e");
        await window.ShowsAsync("Edit agent");
        await window.Page.GetByLabel("Name").WaitForAsync();
        await window.CheckAsync();
        await window.GoLiveAsync("/console/agents/new");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add the agent" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await window.CheckAsync();
    }

    [Fact]
    public async Task An_agent_who_may_not_edit_is_told_so()
    {
        await using var window = await browsers.OpenAsAsync(Browsers.Agent);
        await window.GoLiveAsync("/console/agents/new");
        await window.Page.GetByText("Your role does not allow this").WaitForAsync();
        await window.CheckAsync();
    }
}
