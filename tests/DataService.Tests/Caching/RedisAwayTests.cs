using System.Diagnostics;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Caching;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.Caching;

public sealed class RedisAwayTests(RunningDataService service)
{
    [Fact]
    public async Task With_redis_stopped_leads_are_read_and_changed_and_its_old_data_is_not_served_when_it_is_back()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var leads = await CachedAsync(instances, 5);

        await instances.Redis.Handle.StopAsync();
        foreach (var leadId in leads)
        {
            (await instances.Manager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Received);
            await LeadCacheTests.ChangeAsync(instances, leadId, LeadStatus.Unmatched);
            (await instances.Manager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Unmatched);
        }

        await instances.Redis.Handle.StartAsync();
        await NothingIsStaleAsync(instances, leads);
    }

    [Fact]
    public async Task With_redis_killed_nothing_that_it_forgot_or_remembers_too_well_is_served()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var leads = await CachedAsync(instances, 5);

        foreach (var leadId in leads)
            await LeadCacheTests.ChangeAsync(instances, leadId, LeadStatus.Unmatched);
        // The last second of what it was told is not on its disk yet.
        await instances.Redis.Handle.KillAsync();
        await instances.Redis.Handle.StartAsync();

        await NothingIsStaleAsync(instances, leads);
    }

    [Fact]
    public async Task With_redis_frozen_reads_answer_in_time_and_do_not_pile_up_and_nothing_is_stale_when_it_goes_on()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var leads = await CachedAsync(instances, 5);

        await instances.Redis.Handle.FreezeAsync();
        try
        {
            var frozen = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (await instances.Manager.GetLeadAsync(leads[i % 5]))!.Status.ShouldBe(LeadStatus.Received)));
            await instances.UntilLeftAloneAsync(instances.One);
            // The first ones waited for it; now nobody does.
            var left = Stopwatch.StartNew();
            for (var i = 0; i < 50; i++)
                await instances.Manager.GetLeadAsync(leads[i % 5]);
            (left.Elapsed / 50).ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
            frozen.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            foreach (var leadId in leads)
                await LeadCacheTests.ChangeAsync(instances, leadId, LeadStatus.Unmatched);
        }
        finally
        {
            await instances.Redis.Handle.ThawAsync();
        }

        await NothingIsStaleAsync(instances, leads);
    }

    [Fact]
    public async Task A_link_that_is_lost_never_mends_itself()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var link = await RedisLink.OpenAsync(redis.ConnectionString, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await redis.Handle.StopAsync();
        await link.Lost.WaitAsync(TimeSpan.FromSeconds(60));
        await redis.Handle.StartAsync();

        // Longer than the client takes to look after its connections.
        for (var since = Stopwatch.StartNew(); since.Elapsed < TimeSpan.FromSeconds(3); await Task.Delay(100))
            RedisLink.IsFault(await Should.ThrowAsync<Exception>(() => link.Database.PingAsync())).ShouldBeTrue();
    }

    [Fact]
    public async Task What_one_instance_can_not_tell_redis_another_does()
    {
        await using var instances = await CachingInstances.StartAsync(service, otherRedis: "127.0.0.1:1,connectTimeout=200");
        var leadId = (await CachedAsync(instances, 1))[0];

        await LeadCacheTests.SetStatusAsync(instances, leadId, LeadStatus.Unmatched);
        await instances.Other.Services.GetRequiredService<LeadCacheChanges>().RefreshAsync([leadId], TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(async () => await instances.HeldAsync(leadId) != "answer");
        (await instances.Manager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Unmatched);
        (await instances.OtherManager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Unmatched);
    }

    private static async Task<Guid[]> CachedAsync(CachingInstances instances, int count)
    {
        var leads = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            leads[i] = (await instances.Source.CaptureAsync(SampleLeads.One())).LeadId;
            await instances.Manager.GetLeadAsync(leads[i]);
            (await instances.HeldAsync(leads[i])).ShouldBe("answer");
        }

        return leads;
    }

    /// <summary>Reads without a break until both instances use Redis again and have the leads in it, and never sees an old state.</summary>
    private static async Task NothingIsStaleAsync(CachingInstances instances, Guid[] leads)
    {
        await Eventually.HoldsAsync(async () =>
        {
            foreach (var leadId in leads)
            {
                (await instances.Manager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Unmatched);
                (await instances.OtherManager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Unmatched);
            }

            return instances.One.Services.GetRequiredService<RedisLinks>().Current is not null && instances.Other.Services.GetRequiredService<RedisLinks>().Current is not null;
        });
        foreach (var leadId in leads)
        {
            await instances.Manager.GetLeadAsync(leadId);
            await instances.OtherManager.GetLeadAsync(leadId);
            await Eventually.HoldsAsync(async () => await instances.HeldAsync(leadId) == "answer");
            (await instances.OtherManager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Unmatched);
        }
    }
}
