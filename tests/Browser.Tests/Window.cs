using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

/// <summary>A browser window. What goes wrong in it (script errors, things forbidden by the content security policy) fails the test when it is closed.</summary>
public sealed class Window : IAsyncDisposable
{
    private const float PatienceMs = 20_000;
    private static readonly AxeRunOptions Wcag22Aa = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };
    private static readonly AxeRunOptions OfLooks = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block", "target-size"] } };
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly string _address;

    private Window(IPage page, string address)
    {
        (Page, _address) = (page, address);
        page.SetDefaultTimeout(PatienceMs);
        page.PageError += (_, error) => _troubles.Enqueue(error);
        page.Console += (_, message) =>
        {
            // A page that says it is not there answers 404, which Chromium logs as an error of its own.
            if (message.Type == "error" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
                _troubles.Enqueue(message.Text);
        };
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Addresses of what the page asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public ILocator Heading => Page.Locator("h1");

    public static async Task<Window> OpenAsync(IBrowser browser, string address, bool javaScript, string? storageState)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = Look.Desktop.Width, Height = Look.Desktop.Height },
            JavaScriptEnabled = javaScript,
            TimezoneId = "America/New_York",
            StorageState = storageState,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Window(await context.NewPageAsync(), address);
    }

    public async Task GoAsync(string path) => await Page.GotoAsync(_address + path);

    /// <summary>Opens a page of the console and waits until it answers to clicks and keys.</summary>
    public async Task GoLiveAsync(string path)
    {
        await GoAsync(path);
        await LiveAsync();
    }

    public Task LiveAsync() => Page.Locator("main[data-live]").WaitForAsync();

    public async Task SignInAsync(string user, string password)
    {
        await GoAsync("/console");
        await Page.GetByLabel("E-mail").FillAsync(user);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Holds the page as it stands to WCAG 2.2 AA and to its width (nothing sticks out), wide and narrow, light and dark.</summary>
    public async Task CheckAsync()
    {
        foreach (var look in Look.All)
            await CheckAsync(look, Wcag22Aa);
        await LookAsync(Look.Desktop);
    }

    /// <summary>As above for a page that is the same wherever it is shown: all of it wide and light, then narrow and dark what width and theme can change.</summary>
    public async Task CheckPlainAsync()
    {
        await CheckAsync(Look.Desktop, Wcag22Aa);
        await CheckAsync(Look.DarkPhone, OfLooks);
        await LookAsync(Look.Desktop);
    }

    private async Task CheckAsync(Look look, AxeRunOptions rules)
    {
        await LookAsync(look);
        var found = await Page.RunAxe(rules);
        found.Violations.Select(violation => $"{violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(node => $"  {node.Html} {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}"))}").ShouldBeEmpty($"{Page.Url}, {look}");
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{Page.Url}, {look}");
    }

    private async Task LookAsync(Look look)
    {
        await Page.SetViewportSizeAsync(look.Width, look.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light });
        // The second frame starts when the first, which has the new colours everywhere, is painted.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    public async ValueTask DisposeAsync()
    {
        var (url, troubles) = (Page.Url, _troubles.ToArray());
        await Page.Context.DisposeAsync();
        troubles.ShouldBeEmpty(url);
    }
}
