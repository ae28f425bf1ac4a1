using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Caching;
using LeadPlatform.DataService.Recording;
using LeadPlatform.DataService.Tests.PersonalData;
using LeadPlatform.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LeadPlatform.DataService.Tests.Caching;

public sealed class LeadCacheTests(RunningDataService service)
{
    [Fact]
    public async Task A_lead_that_was_read_is_answered_from_the_cache_byte_for_byte_and_counted()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var results = new ConcurrentBag<string>();
        using var listener = new MeterListener { InstrumentPublished = (one, self) => { if (one.Name == "leads.cache.reads") self.EnableMeasurementEvents(one); } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => results.Add((string)tags[0].Value!));
        listener.Start();
        var lead = await instances.Source.CaptureAsync(SampleLeads.One());
        (await instances.HeldAsync(lead.LeadId)).ShouldBe("nothing");

        var first = await instances.Manager.GetByteArrayAsync(lead.Links.Self);
        (await instances.HeldAsync(lead.LeadId)).ShouldBe("answer");
        using var again = await instances.OtherManager.GetAsync(lead.Links.Self);

        (await again.Content.ReadAsByteArrayAsync()).ShouldBe(first);
        again.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        results.ShouldContain("miss");
        results.ShouldContain("hit");
    }

    [Fact]
    public async Task What_is_cached_is_shown_to_those_alone_who_may_see_the_lead()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var (mine, others) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var lead = await instances.Source.CaptureAsync(SampleLeads.One());
        await instances.Manager.GetLeadAsync(lead.LeadId);

        (await StatusAsync(instances.Source.Http, lead)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(service.NewSource(instances.One).Http, lead)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(instances.Agent(mine), lead)).ShouldBe(HttpStatusCode.NotFound);
        await ChangeAsync(instances, lead.LeadId, LeadStatus.Assigned, agent: mine);
        (await instances.HeldAsync(lead.LeadId)).ShouldBe("answer");
        (await StatusAsync(instances.Agent(mine), lead)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(instances.Agent(others), lead)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_may_not_see_a_lead_does_not_get_it_cached()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var lead = await instances.Source.CaptureAsync(SampleLeads.One());
        (await StatusAsync(service.NewSource(instances.One).Http, lead)).ShouldBe(HttpStatusCode.NotFound);
        (await instances.HeldAsync(lead.LeadId)).ShouldBe("lease");
    }

    [Fact]
    public async Task A_change_is_written_through_for_leads_that_are_read_and_costs_nothing_for_others()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var (read, unread) = (await instances.Source.CaptureAsync(SampleLeads.One()), await instances.Source.CaptureAsync(SampleLeads.One()));
        await instances.Manager.GetLeadAsync(read.LeadId);

        await ChangeAsync(instances, unread.LeadId, LeadStatus.Unmatched);
        await ChangeAsync(instances, read.LeadId, LeadStatus.Unmatched);

        (await instances.HeldAsync(read.LeadId)).ShouldBe("answer");
        (await instances.HeldAsync(unread.LeadId)).ShouldBe("nothing");
        (await instances.OtherManager.GetLeadAsync(read.LeadId))!.Status.ShouldBe(LeadStatus.Unmatched);
    }

    [Fact]
    public async Task What_was_read_before_a_change_is_not_filled_in_after_it()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var lead = await instances.Source.CaptureAsync(SampleLeads.One());
        var cache = instances.Other.Services.GetRequiredService<LeadCache>();
        // A reader has its lease and has read the lead …
        var (_, lease) = await cache.FindAsync(lead.LeadId, TestContext.Current.CancellationToken);
        var old = CachedLead.Of((await instances.Manager.GetLeadAsync(lead.LeadId))!);
        lease.ShouldNotBeNull();
        // … when the lead changes …
        await ChangeAsync(instances, lead.LeadId, LeadStatus.Assigned);
        // … and fills in what it has read.
        await cache.FillAsync(lease, lead.LeadId, old, TestContext.Current.CancellationToken);

        (await instances.Manager.GetLeadAsync(lead.LeadId))!.Status.ShouldBe(LeadStatus.Assigned);
        (await instances.OtherManager.GetLeadAsync(lead.LeadId))!.Status.ShouldBe(LeadStatus.Assigned);
    }

    [Fact]
    public async Task One_reader_at_a_time_fetches_a_lead_for_the_cache()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var (cache, leadId) = (instances.One.Services.GetRequiredService<LeadCache>(), Guid.CreateVersion7());
        (await cache.FindAsync(leadId, TestContext.Current.CancellationToken)).Lease.ShouldNotBeNull();
        (await cache.FindAsync(leadId, TestContext.Current.CancellationToken)).Lease.ShouldBeNull();
    }

    [Fact]
    public async Task A_writer_that_dies_after_its_commit_leaves_nothing_stale()
    {
        await using var instances = await CachingInstances.StartAsync(service, [("LeadCache:Lease", "00:00:00.5")]);
        var lead = await instances.Source.CaptureAsync(SampleLeads.One());
        await instances.Manager.GetLeadAsync(lead.LeadId);

        await instances.One.Services.GetRequiredService<LeadCacheChanges>().SuspectAsync([lead.LeadId], TestContext.Current.CancellationToken);
        await SetStatusAsync(instances, lead.LeadId, LeadStatus.Unmatched);

        (await instances.Manager.GetLeadAsync(lead.LeadId))!.Status.ShouldBe(LeadStatus.Unmatched);
        await Eventually.HoldsAsync(async () => await instances.HeldAsync(lead.LeadId) == "nothing");
        (await instances.OtherManager.GetLeadAsync(lead.LeadId))!.Status.ShouldBe(LeadStatus.Unmatched);
        (await instances.HeldAsync(lead.LeadId)).ShouldBe("answer");
    }

    [Fact]
    public async Task While_leads_change_and_are_read_on_two_instances_nobody_sees_one_go_back_and_who_was_told_sees_it()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var leads = new List<Guid>();
        for (var i = 0; i < 12; i++)
            leads.Add((await instances.Source.CaptureAsync(SampleLeads.One())).LeadId);
        using var ended = new CancellationTokenSource();
        var readers = new[] { instances.Manager, instances.OtherManager }.SelectMany(client => leads.Select(async leadId =>
        {
            var (rank, reads) = (0, 0);
            for (; !ended.IsCancellationRequested; reads++)
            {
                var now = StatusOrder.Rank((await client.GetLeadAsync(leadId))!.Status);
                now.ShouldBeGreaterThanOrEqualTo(rank);
                rank = now;
            }

            return reads;
        })).ToArray();

        await using (var changes = await Changes.OpenAsync(instances.Source.Http))
        {
            foreach (var status in new[] { LeadStatus.Qualified, LeadStatus.Unmatched, LeadStatus.Assigned })
            {
                foreach (var leadId in leads)
                {
                    await instances.PublishAsync(EventOf(leadId, status, Guid.CreateVersion7()));
                    await changes.UntilAsync(leadId, status);
                    (await instances.Manager.GetLeadAsync(leadId))!.Status.ShouldBe(status);
                    (await instances.OtherManager.GetLeadAsync(leadId))!.Status.ShouldBe(status);
                }
            }
        }

        await ended.CancelAsync();
        (await Task.WhenAll(readers)).Sum().ShouldBeGreaterThan(100);
        foreach (var leadId in leads)
            (await instances.Manager.GetLeadAsync(leadId))!.Status.ShouldBe(LeadStatus.Assigned);
    }

    [Fact]
    public async Task What_lies_in_redis_tells_nothing_of_the_consumer()
    {
        await using var instances = await CachingInstances.StartAsync(service);
        var post = SampleLeads.One();
        var lead = await instances.Source.CaptureAsync(post);
        var answer = await instances.Manager.GetStringAsync(lead.Links.Self);
        var email = (string)post["contact"]!["email"]!;
        answer.ShouldContain(email);

        var value = (await instances.ValuesAsync()).ShouldHaveSingleItem();

        foreach (var secret in new[] { email, "Byron", "555", instances.Source.SourceId.ToString() })
            Encoding.Latin1.GetString(value).ShouldNotContain(secret);
        var ttl = await (await instances.RedisAsync()).KeyTimeToLiveAsync(await instances.KeyAsync(lead.LeadId));
        ttl!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), new LeadCacheOptions().TimeToLive);
    }

    [Fact]
    public async Task A_value_opens_for_its_own_lead_and_under_its_own_key_alone()
    {
        var seal = new LeadSeal(await KeysOf.RingAsync("one"));
        var (lead, leadId) = (new CachedLead(Guid.CreateVersion7(), Guid.CreateVersion7(), "{\"leadId\":1}"u8.ToArray()), Guid.CreateVersion7());
        var value = seal.Seal(leadId, lead);

        seal.TryOpen(leadId, value, out var opened).ShouldBeTrue();
        (opened!.Value.SourceId, opened.Value.AgentId, Encoding.UTF8.GetString(opened.Value.Json.Span)).ShouldBe((lead.SourceId, lead.AgentId, "{\"leadId\":1}"));
        seal.TryOpen(Guid.CreateVersion7(), value, out _).ShouldBeFalse();
        new LeadSeal(await KeysOf.RingAsync("two")).TryOpen(leadId, value, out _).ShouldBeFalse();
        new LeadSeal(await KeysOf.RingAsync("two", "one")).TryOpen(leadId, value, out _).ShouldBeTrue();
        value[^1] ^= 1;
        seal.TryOpen(leadId, value, out _).ShouldBeFalse();
        seal.TryOpen(leadId, LeadCache.NewToken(), out _).ShouldBeFalse();
        seal.TryOpen(leadId, [], out _).ShouldBeFalse();
        seal.Seal(leadId, lead).ShouldNotBe(seal.Seal(leadId, lead));
    }

    [Fact]
    public async Task No_more_leads_are_kept_than_the_bound()
    {
        await using var instances = await CachingInstances.StartAsync(service, [("LeadCache:MaxLeads", "6")]);
        for (var i = 0; i < 12; i++)
        {
            var lead = await instances.Source.CaptureAsync(SampleLeads.One());
            (await instances.Manager.GetLeadAsync(lead.LeadId))!.LeadId.ShouldBe(lead.LeadId);
        }

        (await instances.ValuesAsync()).Count(value => value[0] == LeadSeal.Mark).ShouldBeInRange(3, 6);
    }

    [Theory]
    [InlineData("TimeToLive", "00:00:00", "LeadCache:TimeToLive")]
    [InlineData("MaxLeads", "0", "LeadCache:MaxLeads")]
    [InlineData("ReadTimeout", "1.00:00:00", "LeadCache:ReadTimeout")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string setting, string value, string named) =>
        (await RefusedStart.ReasonAsync(() => Task.FromResult(service.NewInstance(($"LeadCache:{setting}", value))))).ShouldContain(named);

    internal static Messaging.Events.OutgoingEvent EventOf(Guid leadId, string status, Guid agent) => status switch
    {
        LeadStatus.Qualified => LeadEventsOf.Qualified(leadId),
        LeadStatus.Unmatched => LeadEventsOf.Unmatched(leadId),
        _ => LeadEventsOf.Assigned(leadId, agent),
    };

    /// <summary>Changes the lead by an event, and waits until somebody was told.</summary>
    internal static async Task ChangeAsync(CachingInstances instances, Guid leadId, string status, Guid? agent = null)
    {
        await using var changes = await Changes.OpenAsync(instances.Source.Http);
        await instances.PublishAsync(EventOf(leadId, status, agent ?? Guid.CreateVersion7()));
        await changes.UntilAsync(leadId, status);
    }

    internal static async Task SetStatusAsync(CachingInstances instances, Guid leadId, string status)
    {
        await using var update = instances.Database.CreateCommand($"UPDATE lead SET status = '{status}' WHERE lead_id = '{leadId}'");
        (await update.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, CaptureAnswer lead)
    {
        using var answer = await client.GetAsync(lead.Links.Self);
        return answer.StatusCode;
    }
}
