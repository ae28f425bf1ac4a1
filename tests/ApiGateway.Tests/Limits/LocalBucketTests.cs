using LeadPlatform.ApiGateway.Limits;
using Microsoft.Extensions.Time.Testing;

namespace LeadPlatform.ApiGateway.Tests.Limits;

public sealed class LocalBucketTests
{
    private static readonly Rate TenASecond = new() { RequestsPerSecond = 10, Burst = 5 };
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_burst_passes_at_once_and_no_more()
    {
        var bucket = new LocalBucket(TenASecond, _time.TimestampFrequency);

        Taken(bucket, 20).ShouldBe(5);
    }

    [Fact]
    public void It_fills_again_at_its_rate()
    {
        var bucket = new LocalBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        _time.Advance(TimeSpan.FromMilliseconds(300));

        Taken(bucket, 20).ShouldBe(3);
    }

    [Fact]
    public void A_long_pause_fills_it_no_further_than_its_burst()
    {
        var bucket = new LocalBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        _time.Advance(TimeSpan.FromHours(1));

        Taken(bucket, 20).ShouldBe(5);
    }

    [Fact]
    public void Whoever_waits_as_long_as_told_is_let_in()
    {
        var bucket = new LocalBucket(TenASecond, _time.TimestampFrequency);
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
        var bucket = new LocalBucket(TenASecond, _time.TimestampFrequency);
        Taken(bucket, 20);
        bucket.Change(new Rate { RequestsPerSecond = 1000, Burst = 1000 });

        Taken(bucket, 2000).ShouldBeInRange(499, 999);
    }

    [Fact]
    public async Task Many_threads_together_get_what_one_would()
    {
        var bucket = new LocalBucket(new Rate { RequestsPerSecond = 1, Burst = 10_000 }, _time.TimestampFrequency);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Taken(bucket, 5_000))));

        taken.Sum().ShouldBe(10_000);
    }

    private int Taken(LocalBucket bucket, int tries) => Enumerable.Range(0, tries).Count(_ => bucket.TryTake(_time.GetTimestamp(), out var _));
}
