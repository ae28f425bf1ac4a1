using System.Threading.Channels;
using LeadPlatform.Messaging.DeadLettering;
using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace LeadPlatform.Messaging.Consuming;

/// <summary>Pulls events of one durable consumer, hands them on in batches, and acknowledges by what the handler says.</summary>
internal sealed partial class EventConsumer<THandler>(
    string durable,
    string stream,
    string subject,
    ConsumerOptions options,
    INatsConnection connection,
    LeadStreams streams,
    Pace pace,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger logger) : BackgroundService
    where THandler : class, IEventHandler
{
    private readonly BatchRunner _runner = new(durable, options, new DeadLetterWriter(connection, durable), time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the start-up path: a service is up, and captures, before NATS is.
        await Task.Yield();
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await PullAsync(() => failures = 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures++;
                Log.Interrupted(logger, exception, durable, failures);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(failures, 6))), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PullAsync(Action connected, CancellationToken stoppingToken)
    {
        await streams.EnsureAsync(stoppingToken);
        var consumer = await new NatsJSContext(connection).CreateOrUpdateConsumerAsync(stream, Configuration(), stoppingToken);
        connected();
        Log.Listening(logger, durable, subject);

        var waiting = Channel.CreateBounded<INatsJSMsg<byte[]>>(new BoundedChannelOptions(options.BatchSize) { SingleReader = options.Batches == 1, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var pulling = FillAsync(consumer, waiting.Writer, ended.Token);
        try
        {
            var handling = new Task[options.Batches];
            for (var i = 0; i < handling.Length; i++)
                handling[i] = HandleAsync(waiting.Reader, ended);
            await Task.WhenAll(handling);
        }
        finally
        {
            await ended.CancelAsync();
            await pulling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await pulling;
    }

    private async Task HandleAsync(ChannelReader<INatsJSMsg<byte[]>> waiting, CancellationTokenSource ended)
    {
        try
        {
            var batch = new List<INatsJSMsg<byte[]>>(options.BatchSize);
            while (await waiting.WaitToReadAsync(ended.Token))
            {
                batch.Clear();
                var limit = await (options.BehindLeads ? pace.NextBehindLeadsAsync(options.BatchSize, ended.Token) : pace.NextAsync(options.BatchSize, ended.Token));
                while (batch.Count < limit && waiting.TryRead(out var message))
                    batch.Add(message);
                if (batch.Count == 0)
                    continue;
                await using var scope = scopes.CreateAsyncScope();
                await _runner.RunAsync(batch, scope.ServiceProvider.GetRequiredService<THandler>(), ended.Token);
            }
        }
        catch
        {
            // The others must not go on with a connection that is being given up.
            await ended.CancelAsync();
            throw;
        }
    }

    private async Task FillAsync(INatsJSConsumer consumer, ChannelWriter<INatsJSMsg<byte[]>> waiting, CancellationToken cancellationToken)
    {
        try
        {
            var pull = new NatsJSConsumeOpts { MaxMsgs = options.BatchSize * 2, Expires = TimeSpan.FromSeconds(10), IdleHeartbeat = TimeSpan.FromSeconds(2) };
            await foreach (var message in consumer.ConsumeAsync(NatsRawSerializer<byte[]>.Default, pull, cancellationToken))
                await waiting.WriteAsync(message, cancellationToken);
            waiting.TryComplete();
        }
        catch (Exception exception)
        {
            waiting.TryComplete(exception);
            throw;
        }
    }

    private ConsumerConfig Configuration() => new(durable)
    {
        DurableName = durable,
        FilterSubject = subject,
        AckPolicy = ConsumerConfigAckPolicy.Explicit,
        AckWait = options.AckWait,
        MaxAckPending = options.BatchSize * (7 + options.Batches),
        // Attempts are counted here, not by the server, which would drop an event silently after the last one.
        MaxDeliver = -1,
        DeliverPolicy = ConsumerConfigDeliverPolicy.All,
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Consumer {Durable} listens to {Subject}")]
        public static partial void Listening(ILogger logger, string durable, string subject);

        [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Consumer {Durable} was interrupted ({Failures} in a row); it connects again")]
        public static partial void Interrupted(ILogger logger, Exception exception, string durable, int failures);
    }
}
