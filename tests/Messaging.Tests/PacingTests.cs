using LeadPlatform.Messaging.Pacing;
using LeadPlatform.TestHost;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.Messaging.Tests;

public sealed class PacingTests(PlatformServers servers)
{
    private static readonly TimeSpan LongestBehind = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Nobody_waits_while_nobody_asks() => (await NewPace().NextAsync(500, TestContext.Current.CancellationToken)).ShouldBe(500);

    [Fact]
    public async Task Where_it_is_not_enabled_nobody_waits_whoever_asks()
    {
        var pace = NewPace(enabled: false);
        pace.GiveWay();
        (await pace.NextAsync(500, TestContext.Current.CancellationToken)).ShouldBe(500);
    }

    [Fact]
    public async Task Who_gives_way_goes_on_at_full_speed_when_the_request_runs_out()
    {
        var pace = NewPace();
        pace.GiveWay();
        var next = pace.NextAsync(500, TestContext.Current.CancellationToken).AsTask();
        next.IsCompleted.ShouldBeFalse();
        await PassUntilAsync(next);
        (await next).ShouldBe(500);
    }

    [Fact]
    public async Task Who_gives_way_for_long_goes_on_with_a_handful_after_a_second()
    {
        var pace = NewPace();
        pace.GiveWay();
        var started = _time.GetUtcNow();
        var next = pace.NextAsync(500, TestContext.Current.CancellationToken).AsTask();
        await PassUntilAsync(next, pace.GiveWay);
        (await next).ShouldBe(3);
        (_time.GetUtcNow() - started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_bulk_load_slows_sweeps_for_a_while_and_holds_up_nothing_else()
    {
        var pace = NewPace();
        pace.SweepSlowly();
        pace.SweepsSlowly.ShouldBeTrue();
        pace.IsGivingWay.ShouldBeFalse();
        (await pace.NextAsync(500, TestContext.Current.CancellationToken)).ShouldBe(500);
        _time.Advance(TimeSpan.FromSeconds(1));
        pace.SweepsSlowly.ShouldBeFalse();
    }

    [Fact]
    public void Where_it_is_not_enabled_sweeps_go_at_full_speed_whoever_loads()
    {
        var pace = NewPace(enabled: false);
        pace.SweepSlowly();
        pace.SweepsSlowly.ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_of_one_service_reaches_the_others_and_their_consumers_go_on_in_handfuls()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder();
        await using var busy = await MessagingHost.StartAsync(nats.Url, givesWayFor: TimeSpan.FromSeconds(10));
        await using var other = await MessagingHost.StartAsync(nats.Url, recorder, givesWayFor: TimeSpan.FromSeconds(10));
        // Its consumer listens, and its subscription, made before, is there too.
        await busy.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);
        await recorder.NextAsync();
        await Eventually.HoldsAsync(async () =>
        {
            await busy.PaceSignal.AskAsync(TestContext.Current.CancellationToken);
            return other.Pace.IsGivingWay;
        });
        lock (recorder.BatchSizes)
            recorder.BatchSizes.Clear();

        await busy.Publisher.PublishAsync([.. Enumerable.Range(0, 7).Select(_ => MessagingHost.Event())], TestContext.Current.CancellationToken);
        await recorder.NextAsync(7);

        lock (recorder.BatchSizes)
            recorder.BatchSizes.ShouldBe([3, 3, 1]);
    }

    [Fact]
    public async Task What_follows_from_leads_waits_while_many_pass_and_nothing_else_does()
    {
        var pace = NewPace();
        pace.LeadsPass(4);
        (await pace.NextAsync(500, TestContext.Current.CancellationToken)).ShouldBe(500);
        var next = pace.NextBehindLeadsAsync(500, TestContext.Current.CancellationToken).AsTask();
        next.IsCompleted.ShouldBeFalse();
        await PassUntilAsync(next);
        (await next).ShouldBe(500);
    }

    [Fact]
    public async Task What_follows_from_leads_goes_on_with_a_handful_a_second_while_they_never_stop()
    {
        var pace = NewPace();
        pace.LeadsPass(4);
        var next = pace.NextBehindLeadsAsync(500, TestContext.Current.CancellationToken).AsTask();
        await PassUntilAsync(next, () => pace.LeadsPass(4));
        (await next).ShouldBe(3);
    }

    [Fact]
    public void What_follows_from_leads_does_not_wait_for_a_handful_of_them()
    {
        var pace = NewPace();
        pace.LeadsPass(3);
        pace.StaysBehind.ShouldBeFalse();
    }

    [Fact]
    public void What_follows_from_leads_takes_its_share_once_it_stayed_behind_for_the_longest_time_and_waits_again_after_a_break()
    {
        var pace = NewPace();
        for (var passed = TimeSpan.Zero; passed < LongestBehind; passed += TimeSpan.FromSeconds(0.5))
        {
            pace.LeadsPass(4);
            pace.StaysBehind.ShouldBeTrue();
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        pace.LeadsPass(4);
        pace.StaysBehind.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1.5));
        pace.LeadsPass(4);
        pace.StaysBehind.ShouldBeTrue();
    }

    [Fact]
    public void Where_it_is_not_enabled_nothing_stays_behind()
    {
        var pace = NewPace(enabled: false);
        pace.LeadsPass(1_000);
        pace.StaysBehind.ShouldBeFalse();
    }

    private Pace NewPace(bool enabled = true) => new(Options.Create(new PacingOptions { Enabled = enabled, FloorPerSecond = 3, LongestBehind = LongestBehind }), _time);

    /// <summary>Lets time pass until somebody who waits for it has gone on.</summary>
    private Task PassUntilAsync(Task done, Action? meanwhile = null) => Eventually.HoldsAsync(() =>
    {
        meanwhile?.Invoke();
        _time.Advance(TimeSpan.FromMilliseconds(50));
        return done.IsCompleted;
    });
}
