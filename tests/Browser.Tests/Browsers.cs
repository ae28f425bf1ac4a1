using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.TestHost;
using Microsoft.Playwright;

namespace LeadPlatform.Browser.Tests;

/// <summary>The running platform, and one Chromium for all tests; each test has windows of its own, with cookies of their own.</summary>
public sealed class Browsers : IAsyncLifetime
{
    public const string Manager = "manager@example.com";

    /// <summary>Linked to Avery Brooks, who alone is licensed in Vermont.</summary>
    public const string Agent = "agent@example.com";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Executables = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly DirectoryInfo _mail = Directory.CreateTempSubdirectory("leadplatform-mail-");
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private readonly Dictionary<string, string> _signedIn = [];
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public Browsers() => Platform = new RunningPlatform
    {
        Settings = new Dictionary<string, string>
        {
            // Playwright fills in a form quicker than anybody; the test of that shows it.
            ["Forms__Checks__MinimumTime"] = "00:00:00.001",
            ["Forms__Checks__FreePerAddress"] = "1000",
            ["Forms__Checks__MostPerAddress"] = "1000",
            ["Mail__Folder"] = _mail.FullName,
        },
    };

    public RunningPlatform Platform { get; }

    /// <summary>Where the platform's mail lands, an .eml file each.</summary>
    public string MailFolder => _mail.FullName;

    public async ValueTask InitializeAsync()
    {
        await Platform.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable(), Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        _signingIn.Dispose();
        await Platform.DisposeAsync();
        _mail.Delete(recursive: true);
    }

    /// <summary>A window of a stranger.</summary>
    public async Task<Window> OpenAsync(bool javaScript = true) => await Window.OpenAsync(_chromium!, Platform.Address.AbsoluteUri.TrimEnd('/'), javaScript, null);

    /// <summary>A window of somebody who has signed in.</summary>
    public async Task<Window> OpenAsAsync(string user)
    {
        await _signingIn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_signedIn.TryGetValue(user, out var state))
                _signedIn[user] = state = await SignInAsync(user);
            return await Window.OpenAsync(_chromium!, Platform.Address.AbsoluteUri.TrimEnd('/'), true, state);
        }
        finally
        {
            _signingIn.Release();
        }
    }

    /// <summary>Posts a lead for the demo source and waits for its outcome.</summary>
    /// <returns>The answer to the capture.</returns>
    public async Task<CaptureAnswer> PostAsync(JsonObject lead)
    {
        using var publisher = Platform.Publisher();
        publisher.DefaultRequestHeaders.Add("Prefer", "wait=20");
        publisher.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var answer = await publisher.PostAsJsonAsync("/v1/leads", lead, TestContext.Current.CancellationToken);
        // As a publisher does: a platform that has just started and shares two processors with browsers may ask for a moment.
        for (var again = 0; again < 10 && answer is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } pause }; again++)
        {
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            answer = await publisher.PostAsJsonAsync("/v1/leads", lead, TestContext.Current.CancellationToken);
        }

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(TestContext.Current.CancellationToken))!;
    }

    private async Task<string> SignInAsync(string user)
    {
        await using var window = await OpenAsync();
        await window.SignInAsync(user, RunningPlatform.DemoPassword);
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Leads", Exact = true }).WaitForAsync();
        return await window.Page.Context.StorageStateAsync();
    }

    private static string Executable() =>
        Array.Find(Executables, File.Exists)
        ?? throw new InvalidOperationException("There is no Chromium: apt-get install -y --no-install-recommends chromium fonts-dejavu-core");
}

/// <summary>How wide a window is and which theme its reader's system has.</summary>
public sealed record Look(int Width, int Height, bool Dark)
{
    public static Look Desktop { get; } = new(1440, 900, false);

    public static Look DarkPhone { get; } = new(390, 844, true);

    public static IReadOnlyList<Look> All { get; } = [Desktop, Desktop with { Dark = true }, DarkPhone with { Dark = false }, DarkPhone];

    public override string ToString() => $"{Width} px, {(Dark ? "dark" : "light")}";
}
