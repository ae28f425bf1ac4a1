using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

/// <summary>Fills the public form as a consumer does.</summary>
internal static class QuoteForm
{
    // A phone that was used before makes a lead a duplicate.
    private static readonly string[] AreaCodes = ["802", "603", "413", "518", "860", "401", "978", "617", "508"];

    private static int _phones;

    public static async Task AnswerCoverAsync(this Window window)
    {
        var page = window.Page;
        await page.GetByLabel("Year of the vehicle").FillAsync("2019");
        await page.GetByLabel("Make", new() { Exact = true }).FillAsync("Toyota");
        await page.GetByLabel("Model", new() { Exact = true }).FillAsync("Corolla");
        await page.GetByRole(AriaRole.Group, new() { Name = "Is it insured now?" }).GetByLabel("Yes").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Accidents in the last 3 years" }).GetByLabel("None").CheckAsync();
        await page.GetByLabel("Anything an agent should know?").FillAsync("Please call after 6pm.");
        await window.ContinueAsync();
    }

    public static async Task AnswerWhereAsync(this Window window, string postalCode = "05401")
    {
        var page = window.Page;
        await page.GetByLabel("Street address").FillAsync("12 Maple Street");
        await page.GetByLabel("City").FillAsync("Burlington");
        await page.GetByLabel("State").SelectOptionAsync("VT");
        await page.GetByLabel("ZIP code").FillAsync(postalCode);
        await window.ContinueAsync();
    }

    /// <returns>The phone number given, as the console shows it.</returns>
    public static async Task<string> AnswerYouAsync(this Window window, string firstName, string lastName)
    {
        var page = window.Page;
        await page.GetByLabel("First name").FillAsync(firstName);
        await page.GetByLabel("Last name").FillAsync(lastName);
        await page.GetByLabel("Email").FillAsync($"{firstName}.{lastName}@example.com");
        var number = Interlocked.Increment(ref _phones);
        var (area, line) = (AreaCodes[number / 100 % AreaCodes.Length], $"{100 + (number % 100):0000}");
        await page.GetByLabel("Phone").FillAsync($"{area} 555 {line}");
        await page.GetByLabel("Month").FillAsync("3");
        await page.GetByLabel("Day").FillAsync("27");
        await page.GetByLabel("Year").FillAsync("1985");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get my quote" }).ClickAsync();
        return $"({area}) 555-{line}";
    }

    public static Task ContinueAsync(this Window window) => window.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

    public static Task ShowsAsync(this Window window, string heading) => window.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 }).WaitForAsync();
}
