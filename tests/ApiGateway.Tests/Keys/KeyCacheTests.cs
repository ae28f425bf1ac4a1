using System.Net;
using LeadPlatform.ApiGateway.Tests.Hosting;
using LeadPlatform.TestHost;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ApiGateway.Tests.Keys;

/// <summary>Over HTTP, with the clock in the test's hand.</summary>
public sealed class KeyCacheTests : IAsyncLifetime
{
    private const string Key = "lp_cached_secret";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_key_in_use_is_asked_for_once_while_it_is_fresh()
    {
        _gateway.Keys.Add(Key, _time);
        for (var i = 0; i < 20; i++)
            await StatusShouldBeAsync(HttpStatusCode.OK);

        _gateway.Keys.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Many_first_requests_at_once_ask_once()
    {
        _gateway.Keys.Add(Key, _time);
        var gate = new TaskCompletionSource();
        _gateway.Keys.Gate = gate.Task;
        var requests = Enumerable.Range(0, 30).Select(_ => _gateway.GetAsync("/v1/leads", key: Key)).ToList();
        await Eventually.HoldsAsync(() => _gateway.Backend.Requests.Any(request => request.Target == "/internal/keys/resolve"));
        gate.SetResult();
        var answers = await Task.WhenAll(requests);

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        _gateway.Keys.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_refreshed_in_the_background_before_anybody_has_to_wait()
    {
        _gateway.Keys.Add(Key, _time);
        await StatusShouldBeAsync(HttpStatusCode.OK);
        var gate = new TaskCompletionSource();
        _gateway.Keys.Gate = gate.Task;
        _time.Advance(TimeSpan.FromSeconds(3.5));

        // Backend answers nothing yet, the request passes.
        await StatusShouldBeAsync(HttpStatusCode.OK);
        gate.SetResult();
        await Eventually.HoldsAsync(() => _gateway.Keys.Asked == 2);
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _gateway.Keys.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_five_seconds_later_at_the_latest()
    {
        _gateway.Keys.Add(Key, _time);
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _gateway.Keys.Revoke(Key);
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(5));

        await StatusShouldBeAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_known_key_passes_while_backend_is_away_until_its_token_expires()
    {
        _gateway.Keys.Add(Key, _time, TimeSpan.FromMinutes(2));
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _gateway.Keys.Failing = 500;
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await StatusShouldBeAsync(HttpStatusCode.OK);
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        using var answer = await _gateway.GetAsync("/v1/leads", key: Key);
        await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task A_key_that_was_revoked_while_backend_was_away_is_refused_once_it_is_back()
    {
        _gateway.Keys.Add(Key, _time);
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _gateway.Keys.Failing = 500;
        _time.Advance(TimeSpan.FromSeconds(6));
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _gateway.Keys.Revoke(Key);
        _gateway.Keys.Failing = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        await StatusShouldBeAsync(HttpStatusCode.OK);

        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await _gateway.GetAsync("/v1/leads", key: Key);
            return answer.StatusCode == HttpStatusCode.Unauthorized;
        });
    }

    [Fact]
    public async Task An_unheard_of_key_is_503_while_backend_is_away_and_passes_once_it_is_back()
    {
        _gateway.Keys.Add(Key, _time);
        _gateway.Keys.Failing = 500;
        using var away = await _gateway.GetAsync("/v1/leads", key: Key);
        await away.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        away.Headers.RetryAfter.ShouldNotBeNull();

        _gateway.Keys.Failing = null;
        await StatusShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_key_is_not_asked_for_again_for_five_seconds()
    {
        await StatusShouldBeAsync(HttpStatusCode.Unauthorized);
        await StatusShouldBeAsync(HttpStatusCode.Unauthorized);
        _gateway.Keys.Asked.ShouldBe(1);

        _gateway.Keys.Add(Key, _time);
        _time.Advance(TimeSpan.FromSeconds(5));
        await StatusShouldBeAsync(HttpStatusCode.OK);
        _gateway.Keys.Asked.ShouldBe(2);
    }

    private async Task StatusShouldBeAsync(HttpStatusCode status)
    {
        using var answer = await _gateway.GetAsync("/v1/leads", key: Key);
        answer.StatusCode.ShouldBe(status);
    }
}
