using System.Diagnostics;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.Messaging.Events;
using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;

namespace LeadPlatform.Messaging.Consuming;

/// <summary>Runs one batch through a handler and settles every message by its outcome.</summary>
internal sealed partial class BatchRunner(string durable, ConsumerOptions options, DeadLetterWriter deadLetters, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private readonly KeyValuePair<string, object?> _consumer = new("consumer", durable);

    public async Task RunAsync(IReadOnlyList<INatsJSMsg<byte[]>> messages, IEventHandler handler, CancellationToken cancellationToken)
    {
        using var batch = await ReadAsync(messages, cancellationToken);
        if (batch.Events.Count == 0)
            return;

        var started = time.GetTimestamp();
        var outcomes = await HandleAsync(batch, handler, cancellationToken);
        Instruments.BatchDuration.Record(time.GetElapsedTime(started).TotalSeconds, _consumer);
        Instruments.BatchSize.Record(batch.Events.Count, _consumer);
        for (var i = 0; i < outcomes.Count; i++)
            await SettleAsync(batch.Messages[i], batch.Events[i], outcomes[i], cancellationToken);
    }

    private async Task<EventBatch> ReadAsync(IReadOnlyList<INatsJSMsg<byte[]>> messages, CancellationToken cancellationToken)
    {
        var batch = new EventBatch(messages.Count);
        foreach (var message in messages)
        {
            if (!batch.TryAdd(message, durable))
                await DeadLetterAsync(message, "The body is not an event envelope.", cancellationToken);
        }

        return batch;
    }

    private async Task<IReadOnlyList<Outcome>> HandleAsync(EventBatch batch, IEventHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            return await InsistAsync(batch.Messages, batch.Events, handler, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && batch.Events.Count > 1)
        {
            // One bad event must not take the others with it.
            Log.BatchFailed(logger, exception, durable, batch.Events.Count);
            var outcomes = new List<Outcome>(batch.Events.Count);
            for (var i = 0; i < batch.Events.Count; i++)
                outcomes.Add(await HandleAloneAsync(batch.Messages[i], batch.Events[i], handler, cancellationToken));
            return outcomes;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [Failed(batch.Events[0], exception)];
        }
    }

    private async Task<Outcome> HandleAloneAsync(INatsJSMsg<byte[]> message, ReceivedEvent one, IEventHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            return (await InsistAsync([message], [one], handler, cancellationToken))[0];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(one, exception);
        }
    }

    /// <summary>Tries until whatever is away has come back: an outage is nobody's failed attempt.</summary>
    private async Task<IReadOnlyList<Outcome>> InsistAsync(
        IReadOnlyList<INatsJSMsg<byte[]>> messages, IReadOnlyList<ReceivedEvent> events, IEventHandler handler, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            try
            {
                var outcomes = await handler.HandleAsync(events, cancellationToken);
                return outcomes.Count == events.Count
                    ? outcomes
                    : throw new InvalidOperationException($"{handler.GetType().Name} returned {outcomes.Count} outcomes for {events.Count} events.");
            }
            catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                Log.Waiting(logger, durable, exception.GetType().Name, pause.TotalMilliseconds);
                await Task.Delay(pause, time, cancellationToken);
                foreach (var message in messages)
                    await message.AckProgressAsync(cancellationToken: cancellationToken);
            }
        }
    }

    private Outcome Failed(ReceivedEvent one, Exception exception)
    {
        Log.EventFailed(logger, exception, durable, one.Type, one.Id, one.Delivery);
        // The type only: a message may quote the data it stumbled over.
        return Outcome.Retry($"The handler failed with {exception.GetType().Name}.");
    }

    private async Task SettleAsync(INatsJSMsg<byte[]> message, ReceivedEvent one, Outcome outcome, CancellationToken cancellationToken)
    {
        Instruments.Handled.Add(1, _consumer, new KeyValuePair<string, object?>("outcome", outcome.Kind));
        switch (outcome.Kind)
        {
            case OutcomeKind.Done:
                await message.AckAsync(cancellationToken: cancellationToken);
                break;
            case OutcomeKind.Retry when one.Delivery < options.MaxAttempts:
                var delay = outcome.After ?? options.DelayBefore(one.Delivery + 1);
                await message.NakAsync(new AckOpts { NakDelay = delay }, cancellationToken);
                break;
            default:
                await DeadLetterAsync(message, outcome.Reason ?? "The handler gave up.", cancellationToken);
                break;
        }
    }

    private async Task DeadLetterAsync(INatsJSMsg<byte[]> message, string reason, CancellationToken cancellationToken)
    {
        await deadLetters.WriteAsync(message, reason, cancellationToken);
        await message.AckAsync(cancellationToken: cancellationToken);
        Instruments.DeadLettered.Add(1, _consumer);
        Log.DeadLettered(logger, durable, message.Subject, message.Metadata?.Sequence.Stream ?? 0, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "Consumer {Durable}: a batch of {Count} failed; its events are tried one by one")]
        public static partial void BatchFailed(ILogger logger, Exception exception, string durable, int count);

        [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "Consumer {Durable} waits for what is away ({ExceptionType}); next try in {PauseMs} ms")]
        public static partial void Waiting(ILogger logger, string durable, string exceptionType, double pauseMs);

        [LoggerMessage(EventId = 212, Level = LogLevel.Error, Message = "Consumer {Durable}: {EventType} {EventId} failed, attempt {Attempt}")]
        public static partial void EventFailed(ILogger logger, Exception exception, string durable, string eventType, Guid eventId, int attempt);

        [LoggerMessage(EventId = 213, Level = LogLevel.Error, Message = "Consumer {Durable}: {Subject} at stream sequence {Sequence} is a dead letter: {Reason}")]
        public static partial void DeadLettered(ILogger logger, string durable, string subject, ulong sequence, string reason);
    }
}
