using LeadPlatform.Contracts.Events;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Outbox;
using LeadPlatform.Messaging.Pacing;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;

[assembly: AssemblyFixture(typeof(PlatformServers))]

namespace LeadPlatform.Messaging.Tests;

/// <summary>A process that consumes and publishes, on a NATS server that only this test has.</summary>
internal sealed class MessagingHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MessagingHost(WebApplication app) => _app = app;

    public EventPublisher Publisher => _app.Services.GetRequiredService<EventPublisher>();

    public DeadLetterStore DeadLetters => _app.Services.GetRequiredService<DeadLetterStore>();

    public EventOutbox Outbox => _app.Services.GetRequiredService<EventOutbox>();

    public Pace Pace => _app.Services.GetRequiredService<Pace>();

    public PaceSignal PaceSignal => _app.Services.GetRequiredService<PaceSignal>();

    public INatsConnection Nats => _app.Services.GetRequiredService<INatsConnection>();

    public static async Task<MessagingHost> StartAsync(
        string natsUrl, Recorder? recorder = null, Action<ConsumerOptions>? consumer = null, string? database = null, TimeSpan? givesWayFor = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.Configuration["ConnectionStrings:nats"] = natsUrl;
        builder.Configuration["Outbox:SweepInterval"] = "00:00:00.2";
        builder.Configuration["Outbox:SweepAfter"] = "00:00:00";
        if (givesWayFor is { } hold)
        {
            builder.Configuration["Messaging:Pacing:Enabled"] = "true";
            builder.Configuration["Messaging:Pacing:FloorPerSecond"] = "3";
            builder.Configuration["Messaging:Pacing:Hold"] = hold.ToString();
        }

        builder.AddMessaging();
        if (recorder is not null)
        {
            builder.Services.AddSingleton(recorder);
            builder.Services.AddEventConsumer<RecordingHandler>("test", LeadEvents.AllSubjects, options =>
            {
                options.RetryDelay = TimeSpan.FromMilliseconds(50);
                options.MaxAttempts = 3;
                consumer?.Invoke(options);
            });
        }

        if (database is not null)
        {
            builder.Configuration["ConnectionStrings:outbox"] = database;
            builder.AddOutbox("outbox");
        }

        var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new MessagingHost(app);
    }

    public static OutgoingEvent Event(Guid? leadId = null, string type = LeadEvents.Unmatched) =>
        OutgoingEvent.Create(type, leadId ?? Guid.CreateVersion7(), new LeadUnmatched("no_capacity"), EventJson.Default.LeadUnmatched, DateTimeOffset.UtcNow);

    /// <summary>The next dead letter.</summary>
    public async Task<NatsJSMsg<byte[]>> DeadLetterAsync()
    {
        var consumer = await new NatsJSContext(Nats).CreateOrderedConsumerAsync(Contracts.Events.DeadLetters.Stream, cancellationToken: TestContext.Current.CancellationToken);
        var message = await consumer.NextAsync(NatsRawSerializer<byte[]>.Default, new NatsJSNextOpts { Expires = TimeSpan.FromSeconds(15) }, TestContext.Current.CancellationToken);
        return (NatsJSMsg<byte[]>)message.ShouldNotBeNull();
    }

    /// <summary>Stops in order.</summary>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>What the handler saw, and what it shall answer.</summary>
internal sealed class Recorder
{
    private readonly System.Threading.Channels.Channel<ReceivedEvent> _events = System.Threading.Channels.Channel.CreateUnbounded<ReceivedEvent>();

    public Func<ReceivedEvent, Outcome> Answer { get; set; } = _ => Outcome.Done;

    /// <summary>Awaited before an event is answered.</summary>
    public Func<ReceivedEvent, Task> Before { get; set; } = _ => Task.CompletedTask;

    public List<int> BatchSizes { get; } = [];

    public void Saw(ReceivedEvent one) => _events.Writer.TryWrite(one);

    public async Task<ReceivedEvent> NextAsync() =>
        await _events.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public async Task<List<ReceivedEvent>> NextAsync(int count)
    {
        var events = new List<ReceivedEvent>(count);
        while (events.Count < count)
            events.Add(await NextAsync());
        return events;
    }
}

internal sealed class RecordingHandler(Recorder recorder) : IEventHandler
{
    public async Task<IReadOnlyList<Outcome>> HandleAsync(IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        lock (recorder.BatchSizes)
            recorder.BatchSizes.Add(events.Count);
        var outcomes = new Outcome[events.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            recorder.Saw(events[i]);
            await recorder.Before(events[i]);
            outcomes[i] = recorder.Answer(events[i]);
        }

        return outcomes;
    }
}
