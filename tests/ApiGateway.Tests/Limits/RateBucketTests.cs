using LeadPlatform.ApiGateway.Limits;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class RateBucketTests
{
    private static readonly Rate TenASecond = new() { RequestsPerSecond = 10, Burst = 5 };
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_passes_at_once_and_no_more()
    {
        var bucket = new RateBucket(TenASecond, _time.TimestampFrequency);

        Taken(bucket, 20).ShouldBe(5);
    }

    [Fact]
    public void It_fills_again_at_its_rate()
    {
        var bucket = new RateBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        _time.Advance(TimeSpan.FromMilliseconds(300));

        Taken(bucket, 20).ShouldBe(3);
    }

    [Fact]
    public void A_long_pause_fills_it_no_further_than_its_burst()
    {
        var bucket = new RateBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        _time.Advance(TimeSpan.FromHours(1));

        Taken(bucket, 20).ShouldBe(5);
    }

    [Fact]
    public void Whoever_waits_as_long_as_told_is_let_in()
    {
        var bucket = new RateBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        bucket.TryTake(_time.GetTimestamp(), out var wait).ShouldBeFalse();
        wait.ShouldBe(TimeSpan.FromMilliseconds(100));
        bucket.Wait(_time.GetTimestamp()).ShouldBe(wait);
        _time.Advance(wait);

        bucket.TryTake(_time.GetTimestamp(), out _).ShouldBeTrue();
    }

    [Fact]
    public void A_larger_plan_counts_at_once()
    {
        var bucket = new RateBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        bucket.Change(new Rate { RequestsPerSecond = 1000, Burst = 1000 });

        Taken(bucket, 2000).ShouldBeInRange(499, 999);
    }

    [Fact]
    public async Task Many_threads_together_get_what_one_would()
    {
        var bucket = new RateBucket(new Rate { RequestsPerSecond = 1, Burst = 10_000 }, _time.TimestampFrequency);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Taken(bucket, 5_000))));

        taken.Sum().ShouldBe(10_000);
    }

    [Fact]
    public void Past_the_capacity_newcomers_share_a_bucket_until_others_have_filled_up()
    {
        var buckets = new RateBuckets<int>(3, TenASecond, _time);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var caller = 0; caller < 3; caller++)
            Taken(buckets.Of(caller, TenASecond), 5).ShouldBe(5);

        buckets.Of(3, TenASecond).ShouldBeSameAs(buckets.Of(4, TenASecond));
        _time.Advance(TimeSpan.FromSeconds(2));
        buckets.Of(5, TenASecond).ShouldNotBeSameAs(buckets.Of(6, TenASecond));
    }

    private int Taken(RateBucket bucket, int tries) => Enumerable.Range(0, tries).Count(_ => bucket.TryTake(_time.GetTimestamp(), out var _));
}
