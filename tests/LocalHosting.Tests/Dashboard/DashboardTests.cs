using System.Net;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Supervision;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.LocalHosting.Tests.Dashboard;

public sealed class DashboardTests : IAsyncLifetime
{
    private readonly TestApp _app = new();
    private readonly HttpClient _visitor = new(new HttpClientHandler { CookieContainer = new CookieContainer() });
    private DashboardServer? _page;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Address => new(_page!.Address!);

    public async ValueTask InitializeAsync()
    {
        _app.Builder.AddProject("orders", TestApp.Echo).WithHttpEndpoint().WithHttpHealthCheck("/health");
        _app.Builder.AddExecutable("talker", "sh", ".", "-c", "echo one; echo two >&2; sleep 1000");

        // The page of its own beside the application, whose own is switched off.
        await _app.StartAsync();
        _page = new DashboardServer(_app.Board, Microsoft.Extensions.Options.Options.Create(new DashboardOptions()), new DistributedApplicationOptions(), TimeProvider.System);
        await _page.StartAsync(Cancellation);
    }

    [Fact]
    public async Task Without_the_token_the_page_says_where_to_find_it()
    {
        foreach (var path in new[] { "/", "/states", "/logs/talker", "/page.js", "/login", "/login?t=wrong" })
        {
            var answer = await _visitor.GetAsync(new Uri(Address, path), Cancellation);

            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("Open the address that the terminal shows; it carries the key to this page.");
        }
    }

    [Fact]
    public async Task Under_another_host_name_nobody_gets_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { Host = "attacker.example.com" } };

        (await _visitor.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere()
    {
        var answer = await _visitor.GetAsync(Address, Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);

        answer.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
        page.ShouldContain("<html lang=\"en\">");
        foreach (var file in new[] { page, await _visitor.GetStringAsync(new Uri(Address, "/page.css"), Cancellation), await _visitor.GetStringAsync(new Uri(Address, "/page.js"), Cancellation) })
            file.ShouldNotContain("://", Case.Sensitive, "an address of another host");
    }

    [Fact]
    public async Task States_and_addresses_are_listed_and_change_live()
    {
        await _app.HealthyAsync("orders");
        await _visitor.GetAsync(Address, Cancellation);
        using var states = new StreamReader(await _visitor.GetStreamAsync(new Uri(Address, "/states"), Cancellation));

        var first = await DataAsync(states, line => line.Contains("orders", StringComparison.Ordinal));
        first.ShouldContain("\"name\":\"orders\",\"kind\":\"Project\",\"state\":\"Healthy\",\"isUp\":true");
        first.ShouldContain($"\"addresses\":[{{\"name\":\"http\",\"text\":\"http://localhost:");

        await _app.CommandAsync("talker", KnownResourceCommands.StopCommand);
        await DataAsync(states, line => line.Contains("\"name\":\"talker\",\"kind\":\"Executable\",\"state\":\"Stopped\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_lines_come_live()
    {
        await _app.WhenAsync("talker", ResourceState.Running);
        await _visitor.GetAsync(Address, Cancellation);
        using var lines = new StreamReader(await _visitor.GetStreamAsync(new Uri(Address, "/logs/talker"), Cancellation));

        await DataAsync(lines, line => line.Contains("\"text\":\"two\",\"isError\":true", StringComparison.Ordinal));
        await _app.CommandAsync("talker", KnownResourceCommands.RestartCommand);
        await DataAsync(lines, line => line.Contains("\"number\":4", StringComparison.Ordinal));

        (await _visitor.GetAsync(new Uri(Address, "/logs/nobody"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        if (_page is not null)
            await _page.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static async Task<string> DataAsync(StreamReader stream, Func<string, bool> fits)
    {
        while (await stream.ReadLineAsync(Cancellation) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal) && fits(line))
                return line;
        throw new EndOfStreamException();
    }
}
