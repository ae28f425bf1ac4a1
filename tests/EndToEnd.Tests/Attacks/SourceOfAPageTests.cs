using System.Net;
using System.Net.Http.Json;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.TestHost;

namespace LeadPlatform.EndToEnd.Tests.Attacks;

/// <summary>A key that stands in a page, where everybody can read it: what Backend says of its source, the gateway goes by.</summary>
public sealed class SourceOfAPageTests(RunningPlatform platform)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_and_plan_of_a_source_hold_at_the_gateway_within_five_seconds()
    {
        using var admin = await platform.SignInAsync("admin");
        var publisher = await MadeAsync<PublisherView>("/v1/publishers", new PublisherInput("Example Quotes"));
        var source = await MadeAsync<SourceView>("/v1/sources", new SourceInput(publisher.PublisherId, "Page", Plan: "trial"));
        var key = (await MadeAsync<NewKeyView>($"/v1/sources/{source.SourceId}/keys", new KeyInput(Scopes: ["leads.read"]))).Key!;
        (await AskAsync(key)).Policy.ShouldBe("\"caller\";q=10;w=2");

        await ChangeAsync(new SourceInput(Plan: "high", Origins: ["https://quotes.example.com"]));
        await WithinAsync(async () => await AskAsync(key, "https://quotes.example.com") == (HttpStatusCode.OK, "https://quotes.example.com", "\"caller\";q=4000;w=2"));
        (await AskAsync(key, "https://evil.example.com")).ShouldBe((HttpStatusCode.Forbidden, null, "\"caller\";q=4000;w=2"));

        await ChangeAsync(new SourceInput(Origins: []));
        await WithinAsync(async () => (await AskAsync(key, "https://quotes.example.com")).Status == HttpStatusCode.Forbidden);

        async Task<T> MadeAsync<T>(string path, object input)
        {
            using var answer = await admin.PostAsJsonAsync(path, input, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
            return (await answer.Content.ReadFromJsonAsync<T>(Cancellation))!;
        }

        async Task ChangeAsync(SourceInput input)
        {
            using var answer = await admin.PatchAsJsonAsync($"/v1/sources/{source.SourceId}", input, Cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }

    // A second more for the questions themselves, on a machine that is busy.
    private static Task WithinAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(condition, within: Promised + TimeSpan.FromSeconds(1));

    private async Task<(HttpStatusCode Status, string? Allowed, string Policy)> AskAsync(string key, string? origin = null)
    {
        using var page = new HttpClient { BaseAddress = platform.Address };
        page.DefaultRequestHeaders.Add("X-Api-Key", key);
        if (origin is not null)
            page.DefaultRequestHeaders.Add("Origin", origin);
        using var answer = await page.GetAsync("/v1/leads", Cancellation);
        return (answer.StatusCode, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null, answer.Headers.GetValues("RateLimit-Policy").Single());
    }
}
