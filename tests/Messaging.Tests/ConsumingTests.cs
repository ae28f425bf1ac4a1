using System.Net.Sockets;
using System.Text;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.TestHost;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.Messaging.Tests;

public sealed class ConsumingTests(PlatformServers servers)
{
    [Fact]
    public async Task Events_arrive_in_the_order_in_which_they_were_published()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder();
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var events = Enumerable.Range(0, 1_000).Select(_ => MessagingHost.Event()).ToArray();

        await host.Publisher.PublishAsync(events, TestContext.Current.CancellationToken);

        (await recorder.NextAsync(events.Length)).Select(one => one.Id).ShouldBe(events.Select(one => one.Id));
    }

    [Fact]
    public async Task What_was_published_before_the_consumer_came_is_delivered_to_it()
    {
        await using var nats = await servers.NewNatsAsync();
        var one = MessagingHost.Event();
        await using var publisher = await MessagingHost.StartAsync(nats.Url);
        await publisher.Publisher.PublishAsync([one], TestContext.Current.CancellationToken);
        var recorder = new Recorder();
        await using var late = await MessagingHost.StartAsync(nats.Url, recorder);
        (await recorder.NextAsync()).Id.ShouldBe(one.Id);
    }

    [Fact]
    public async Task An_event_published_twice_is_delivered_once()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder();
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var (one, last) = (MessagingHost.Event(), MessagingHost.Event());

        await host.Publisher.PublishAsync([one, one], TestContext.Current.CancellationToken);
        await host.Publisher.PublishAsync([one, last], TestContext.Current.CancellationToken);

        (await recorder.NextAsync(2)).Select(seen => seen.Id).ShouldBe([one.Id, last.Id]);
    }

    [Fact]
    public async Task A_batch_that_waits_holds_up_no_other_where_several_may_run()
    {
        await using var nats = await servers.NewNatsAsync();
        var (slow, quick) = (MessagingHost.Event(), MessagingHost.Event());
        var answered = new TaskCompletionSource();
        var recorder = new Recorder { Before = one => one.Id == slow.Id ? answered.Task : Task.CompletedTask };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder, consumer => (consumer.BatchSize, consumer.Batches) = (1, 2));

        await host.Publisher.PublishAsync([slow, quick], TestContext.Current.CancellationToken);

        (await recorder.NextAsync(2)).Select(one => one.Id).ShouldBe([slow.Id, quick.Id], ignoreOrder: true);
        answered.SetResult();
    }

    [Fact]
    public async Task An_event_to_be_retried_comes_again_until_it_is_done()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder { Answer = one => one.Delivery < 3 ? Outcome.Retry("not yet") : Outcome.Done };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        await host.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);

        (await recorder.NextAsync(3)).Select(one => one.Delivery).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_event_that_fails_on_every_attempt_is_a_dead_letter_with_its_reason_and_body()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder { Answer = _ => throw new InvalidOperationException("a defect that names ada@example.com") };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var one = MessagingHost.Event();
        await host.Publisher.PublishAsync([one], TestContext.Current.CancellationToken);

        var dead = await host.DeadLetterAsync();

        dead.Subject.ShouldBe("dead.test");
        dead.Data.ShouldBe(one.Body);
        dead.Headers!["Dead-Reason"].ToString().ShouldBe("The handler failed with InvalidOperationException.");
        dead.Headers["Dead-Subject"].ToString().ShouldBe(LeadEvents.Unmatched);
        dead.Headers["Dead-Attempts"].ToString().ShouldBe("3");
    }

    [Fact]
    public async Task An_event_that_is_given_up_is_a_dead_letter_at_once()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder { Answer = _ => Outcome.GiveUp("no such line") };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        await host.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);

        var dead = await host.DeadLetterAsync();
        dead.Headers!["Dead-Reason"].ToString().ShouldBe("no such line");
        dead.Headers["Dead-Attempts"].ToString().ShouldBe("1");
    }

    [Fact]
    public async Task What_is_no_event_is_a_dead_letter_and_stops_nobody()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder();
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        var good = MessagingHost.Event();
        await host.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);
        await recorder.NextAsync();
        await new NatsJSContext(host.Nats).PublishAsync(LeadEvents.Unmatched, Encoding.UTF8.GetBytes("{]"), NatsRawSerializer<byte[]>.Default, cancellationToken: TestContext.Current.CancellationToken);
        await host.Publisher.PublishAsync([good], TestContext.Current.CancellationToken);

        (await recorder.NextAsync()).Id.ShouldBe(good.Id);
        (await host.DeadLetterAsync()).Headers!["Dead-Reason"].ToString().ShouldBe("The body is not an event envelope.");
    }

    [Fact]
    public async Task One_bad_event_does_not_take_its_batch_with_it()
    {
        await using var nats = await servers.NewNatsAsync();
        var events = Enumerable.Range(0, 50).Select(_ => MessagingHost.Event()).ToArray();
        await using var sender = await MessagingHost.StartAsync(nats.Url);
        await sender.Publisher.PublishAsync(events, TestContext.Current.CancellationToken);

        var done = new List<Guid>();
        var recorder = new Recorder();
        recorder.Answer = one =>
        {
            if (one.Id == events[20].Id)
                throw new InvalidOperationException("bad");
            lock (done)
                done.Add(one.Id);
            return Outcome.Done;
        };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        (await host.DeadLetterAsync()).Data.ShouldBe(events[20].Body);

        lock (done)
            done.Distinct().ShouldBe(events.Where(one => one.Id != events[20].Id).Select(one => one.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_store_that_is_away_uses_up_no_attempt()
    {
        await using var nats = await servers.NewNatsAsync();
        var calls = 0;
        var recorder = new Recorder { Answer = _ => Interlocked.Increment(ref calls) <= 5 ? throw new SocketException() : Outcome.Done };
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        await host.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);

        (await recorder.NextAsync(6)).ShouldAllBe(one => one.Delivery == 1);
    }

    [Fact]
    public async Task A_consumer_goes_on_after_the_server_was_away()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder();
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        await host.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);
        await recorder.NextAsync();

        await nats.Handle.KillAsync();
        await nats.Handle.StartAsync();

        var after = MessagingHost.Event();
        await PublishWhenBackAsync(host, after);
        (await recorder.NextAsync()).Id.ShouldBe(after.Id);
    }

    [Fact]
    public async Task The_trace_of_an_event_goes_on_in_its_handler()
    {
        await using var nats = await servers.NewNatsAsync();
        var recorder = new Recorder();
        await using var host = await MessagingHost.StartAsync(nats.Url, recorder);
        using var activity = new System.Diagnostics.Activity("capture").Start();
        await host.Publisher.PublishAsync([MessagingHost.Event()], TestContext.Current.CancellationToken);

        (await recorder.NextAsync()).Trace.TraceId.ShouldBe(activity.TraceId);
    }

    private static async Task PublishWhenBackAsync(MessagingHost host, Events.OutgoingEvent one)
    {
        while (true)
        {
            try
            {
                await host.Publisher.PublishAsync([one], TestContext.Current.CancellationToken);
                return;
            }
            catch (NatsException)
            {
                // Not back yet; the connection itself waits between its attempts.
            }
        }
    }
}
