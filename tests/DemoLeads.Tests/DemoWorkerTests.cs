using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DemoLeads.Tests;

/// <summary>The worker itself, posting over HTTP to a stand-in of the gateway.</summary>
public sealed class DemoWorkerTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(DateTimeOffset At, string? Key, string? Idempotency, string Email)> _posts = new();
    private WebApplication _gateway = null!;

    private Func<int, IResult> Answer { get; set; } = _ => TypedResults.Created();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _gateway = builder.Build();
        _gateway.MapPost("/v1/leads", (JsonElement lead, HttpRequest request) =>
        {
            _posts.Enqueue((DateTimeOffset.UtcNow, request.Headers["X-Api-Key"], request.Headers["Idempotency-Key"], lead.GetProperty("contact").GetProperty("email").GetString()!));
            return Answer(_posts.Count);
        });
        await _gateway.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task It_fills_the_platform_then_lets_leads_trickle()
    {
        await using var worker = Start(("Demo:Initial", "25"), ("Demo:PerMinute", "600"));
        await Eventually.HoldsAsync(() => _posts.Count >= 30);

        _posts.Take(25).Select(post => post.Email).Distinct().Count().ShouldBe(25);
        _posts.ShouldAllBe(post => post.Key == "demo-source-key");
    }

    [Fact]
    public async Task It_waits_as_long_as_it_is_told_and_posts_the_same_lead_again()
    {
        Answer = count => count == 1 ? new Later() : TypedResults.Created();
        await using var worker = Start(("Demo:Initial", "1"), ("Demo:PerMinute", "0"));
        await Eventually.HoldsAsync(() => _posts.Count == 2);

        var posts = _posts.ToArray();
        (posts[1].At - posts[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
        posts[1].Email.ShouldBe(posts[0].Email);
        posts[1].Idempotency.ShouldBe(posts[0].Idempotency);
    }

    [Fact]
    public async Task A_refused_lead_is_not_posted_again()
    {
        Answer = count => count == 1 ? TypedResults.UnprocessableEntity() : TypedResults.Created();
        await using var worker = Start(("Demo:Initial", "3"), ("Demo:PerMinute", "0"), ("Demo:Concurrency", "1"));
        await Eventually.HoldsAsync(() => _posts.Count == 3);

        _posts.Select(post => post.Email).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task It_stops_at_once_while_it_waits()
    {
        Answer = _ => new Later();
        var worker = Start(("Demo:Initial", "5"));
        await Eventually.HoldsAsync(() => !_posts.IsEmpty);
        var watch = Stopwatch.StartNew();
        await worker.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start() =>
        (await RefusedStart.ReasonAsync(() => Task.FromResult(Start(("Demo:PerMinute", "-1"))))).ShouldContain("Demo:PerMinute is -1; it must be from 0 to 6000.");

    private WebApplicationFactory<Program> Start(params (string Key, string Value)[] settings)
    {
        var worker = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("Services:gateway:http:0", _gateway.Urls.First());
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
        });
        _ = worker.Services;
        return worker;
    }

    private sealed class Later : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            httpContext.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        }
    }
}
