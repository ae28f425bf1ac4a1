using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

/// <summary>An agent's work, in a browser, on the whole platform.</summary>
public sealed class ConsoleTests(Browsers browsers)
{
    [Fact]
    public async Task A_lead_of_the_public_form_arrives_at_its_agent_without_reload_and_gets_its_disposition()
    {
        var name = $"Nova {Surname()}";
        await using var agent = await browsers.OpenAsAsync(Browsers.Agent);
        await agent.GoLiveAsync("/console/leads");
        await agent.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();

        await using var consumer = await browsers.OpenAsync(javaScript: false);
        await consumer.GoAsync("/quote/auto");
        await consumer.AnswerCoverAsync();
        await consumer.AnswerWhereAsync();
        var phone = await consumer.AnswerYouAsync("Nova", name[5..]);
        await consumer.ShowsAsync("We have your inquiry");

        var row = agent.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
        await row.GetByText("Assigned").WaitForAsync();
        (await row.Locator(".c-agent").InnerTextAsync()).ShouldBe("Avery Brooks");
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await agent.ShowsAsync(name);
        await agent.Page.GetByRole(AriaRole.Link, new() { Name = $"Call {phone}" }).WaitForAsync();
        await agent.Page.GetByText("Please call after 6pm.").WaitForAsync();
        (await agent.Page.Locator(".timeline li").CountAsync()).ShouldBe(3);

        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Contacted" }).ClickAsync();
        await agent.Page.GetByText("Marked contacted").First.WaitForAsync();
        await agent.Page.GetByText("Contacted, saved").WaitForAsync();
        await agent.Page.Locator(".timeline").GetByText("Marked contacted").WaitForAsync();
        await agent.Page.Keyboard.PressAsync("Escape");
        await row.GetByText("contacted").WaitForAsync();
    }

    [Fact]
    public async Task Leads_are_worked_through_by_keyboard_alone()
    {
        foreach (var number in new[] { "One", "Two", "Three" })
            await PostAsync($"Key{Surname()}", number);
        await using var window = await browsers.OpenAsAsync(Browsers.Agent);
        await window.GoLiveAsync("/console/leads?line=life");
        await window.Page.Locator(".row-link").Nth(2).WaitForAsync();

        var names = await window.Page.Locator(".c-name").AllInnerTextsAsync();
        await window.Page.Keyboard.PressAsync("j");
        await window.Page.Keyboard.PressAsync("j");
        await window.Page.Keyboard.PressAsync("j");
        await window.Page.Keyboard.PressAsync("k");
        (await window.Page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe(names[1]);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ShowsAsync(names[1]);
        await window.Page.GetByText("2 of").WaitForAsync();
        await window.Page.Keyboard.PressAsync("j");
        await window.ShowsAsync(names[2]);
        await window.Page.Keyboard.PressAsync("k");
        await window.ShowsAsync(names[1]);
        await window.Page.Keyboard.PressAsync("r");
        (await window.Page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Contacted");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByText("Marked contacted").First.WaitForAsync();
        await window.Page.Keyboard.PressAsync("u");
        await window.Page.GetByText("What came of it?").WaitForAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await window.ShowsAsync("Leads");
        window.Page.Url.ShouldEndWith("?line=life");
        await window.Page.Keyboard.PressAsync("?");
        await window.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" }).WaitForAsync();
    }

    [Fact]
    public async Task New_leads_wait_under_a_pill_while_the_reader_is_further_down()
    {
        for (var number = 0; number < 30; number++)
            await PostAsync($"Fill{Surname()}", "Row");
        await using var window = await browsers.OpenAsAsync(Browsers.Agent);
        await window.GoLiveAsync("/console/leads");
        await window.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await window.Page.Mouse.MoveAsync(700, 500);
        await window.Page.Mouse.WheelAsync(0, 700);
        await window.Page.WaitForFunctionAsync("scrollY > 300");

        var name = $"Pill{Surname()}";
        await PostAsync(name, "New");
        await window.Page.Locator(".pill").WaitForAsync();
        (await window.Page.GetByText(name).CountAsync()).ShouldBe(0);
        await window.Page.Locator(".pill").ClickAsync();
        await window.Page.GetByText(name).WaitForAsync();
    }

    [Fact]
    public async Task A_filter_stands_in_the_address_and_survives_a_reload()
    {
        await PostAsync($"Filter{Surname()}", "Life");
        await using var window = await browsers.OpenAsAsync(Browsers.Manager);
        await window.GoLiveAsync("/console/leads");
        await window.Page.GetByLabel("Line").SelectOptionAsync("life");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).WaitForAsync();
        window.Page.Url.ShouldEndWith("/console/leads?line=life");
        await window.Page.ReloadAsync();
        await window.LiveAsync();
        (await window.Page.Locator(".row-link .c-line").AllInnerTextsAsync()).ShouldAllBe(line => line == "Life");
        (await window.Page.GetByLabel("Line").InputValueAsync()).ShouldBe("life");
    }

    [Fact]
    public async Task An_agent_sees_no_lead_of_another_agent()
    {
        var answer = await browsers.PostAsync(SampleLeads.One());
        await using var window = await browsers.OpenAsAsync(Browsers.Agent);
        await window.GoLiveAsync($"/console/leads/{answer.LeadId}");
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing to see here" }).WaitForAsync();
    }

    [Fact]
    public async Task A_manager_adds_an_agent_and_switches_them()
    {
        var name = $"Agent {Surname()}";
        await using var window = await browsers.OpenAsAsync(Browsers.Manager);
        await window.GoLiveAsync("/console/agents/new");
        await window.Page.GetByLabel("Name").FillAsync(name);
        await window.Page.GetByLabel("Email").FillAsync($"{name.Replace(' ', '.')}@example.com");
        await window.Page.GetByLabel("Auto").CheckAsync();
        await window.Page.GetByLabel("States, separated by commas").FillAsync("GU, VT");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await window.Page.GetByText("Not a state: GU").WaitForAsync();
        await window.Page.GetByLabel("States, separated by commas").FillAsync("NH");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add the agent" }).ClickAsync();
        await window.ShowsAsync(name);
        await window.Page.GetByText("Takes leads within working hours").ClickAsync();
        await window.Page.GetByText("Takes no leads").WaitForAsync();
        await window.Page.GetByText("Saved.", new() { Exact = true }).WaitForAsync();
        await window.Page.ReloadAsync();
        await window.LiveAsync();
        await window.Page.GetByText("Paused").WaitForAsync();
    }

    [Fact]
    public async Task The_chosen_theme_stays_also_on_the_pages_of_the_account()
    {
        await using var window = await browsers.OpenAsAsync(Browsers.Manager);
        await window.GoLiveAsync("/console/agents");
        await window.Page.Locator("details.me summary").ClickAsync();
        await window.Page.GetByLabel("Theme").SelectOptionAsync("dark");
        await window.Page.ReloadAsync();
        (await ThemeAsync(window)).ShouldBe("darkdark");
        await window.GoAsync("/connect/account");
        await window.ShowsAsync("Your account");
        (await ThemeAsync(window)).ShouldBe("darkdark");
    }

    private static Task<string> ThemeAsync(Window window) => window.Page.EvaluateAsync<string>("getComputedStyle(document.body).colorScheme + document.documentElement.dataset.theme");

    private async Task PostAsync(string lastName, string firstName)
    {
        var lead = SampleLeads.One("life", "VT", "05401");
        (lead["contact"]!["firstName"], lead["contact"]!["lastName"], lead["contact"]!["address"]!["city"]) = (firstName, lastName, "Burlington");
        (await browsers.PostAsync(lead)).Status.ShouldBe(LeadStatus.Assigned);
    }

    private static string Surname() => string.Concat(Guid.NewGuid().ToByteArray().Take(8).Select(part => (char)('a' + (part % 26))));
}
