using System.Text.Json;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using Microsoft.Extensions.DependencyInjection;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace LeadPlatform.Backend.Tests.Hosting;

/// <summary>The stream of a host's NATS server as it fills: what was published of a lead, and the way to publish that a lead is qualified.</summary>
public sealed class EventLog : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<EventEnvelope>> _byLead = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly EventPublisher _publisher;
    private readonly INatsConnection _nats;
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EventLog(IServiceProvider services)
    {
        _publisher = services.GetRequiredService<EventPublisher>();
        _nats = services.GetRequiredService<INatsConnection>();
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Reads from the first event on; what is published needs the stream, which the host makes when it has connected.</summary>
    public static async Task<EventLog> StartAsync(BackendHost host)
    {
        var context = new NatsJSContext(host.Services.GetRequiredService<INatsConnection>());
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            try
            {
                await context.GetStreamAsync(LeadEvents.Stream, cancellationToken: limit.Token);
                return new EventLog(host.Services);
            }
            catch (NatsJSApiException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    /// <summary>Publishes that leads are qualified, each with an event of its own.</summary>
    public async Task QualifyAsync(IEnumerable<(Guid LeadId, string State, string Line)> leads)
    {
        var events = leads.Select(lead => OutgoingEvent.Create(
            LeadEvents.Qualified, lead.LeadId, Data(lead.State, lead.Line), EventJson.Default.LeadQualified, DateTimeOffset.UtcNow)).ToList();
        await _publisher.PublishAsync(events, TestContext.Current.CancellationToken);
    }

    public async Task<Guid> QualifyAsync(string state, string line)
    {
        var leadId = Guid.CreateVersion7();
        await QualifyAsync([(leadId, state, line)]);
        return leadId;
    }

    public Task PublishAsync(OutgoingEvent one) => _publisher.PublishAsync([one], TestContext.Current.CancellationToken);

    /// <summary>Qualifies a lead and waits until it is assigned.</summary>
    public async Task<(Guid LeadId, LeadAssigned Assigned)> AssignAsync(string state, string line)
    {
        var leadId = await QualifyAsync(state, line);
        return (leadId, await WaitForAsync(leadId, LeadEvents.Assigned, EventJson.Default.LeadAssigned));
    }

    public async Task<T> WaitForAsync<T>(Guid leadId, string type, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        (await WaitForAsync(() => Of(leadId).FirstOrDefault(e => e.Type == type))).Data.Deserialize(json)!;

    /// <summary>Waits, event by event, until <paramref name="find"/> gives something.</summary>
    public async Task<T> WaitForAsync<T>(Func<T?> find) where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            if (find() is { } found)
                return found;
            await changed.WaitAsync(limit.Token);
        }
    }

    /// <summary>What came of a lead beside the qualification, in order.</summary>
    public IReadOnlyList<EventEnvelope> Of(Guid leadId)
    {
        lock (_lock)
            return _byLead.TryGetValue(leadId, out var events) ? [.. events] : [];
    }

    public int Count(string type)
    {
        lock (_lock)
            return _counts.GetValueOrDefault(type);
    }

    /// <summary>How many leads anything came of.</summary>
    public int Leads
    {
        get
        {
            lock (_lock)
                return _byLead.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static LeadQualified Data(string state, string line) => new(
        line, state, "00000", Guid.Empty, new Qualification(line, 80, QualificationBand.Hot, [], QualificationIntent.NewPolicy, QualificationUrgency.Now, "A test lead.", "test-1"));

    private async Task ReadAsync()
    {
        var context = new NatsJSContext(_nats);
        var consumer = await context.CreateOrderedConsumerAsync(LeadEvents.Stream, cancellationToken: _stop.Token);
        await foreach (var message in consumer.ConsumeAsync(NatsRawSerializer<byte[]>.Default, cancellationToken: _stop.Token))
            Add(JsonSerializer.Deserialize(message.Data, EventJson.Default.EventEnvelope)!);
    }

    private void Add(EventEnvelope envelope)
    {
        if (envelope.Type == LeadEvents.Qualified)
            return;
        lock (_lock)
        {
            if (!_byLead.TryGetValue(envelope.LeadId, out var events))
                _byLead.Add(envelope.LeadId, events = []);
            events.Add(envelope);
            _counts[envelope.Type] = _counts.GetValueOrDefault(envelope.Type) + 1;
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}
