using System.Runtime.InteropServices;
using NATS.Client.Core;

namespace LeadPlatform.DataService.Caching;

/// <summary>
/// Where an instance has changed leads and can't reach Redis, it asks the others over plain NATS to tell Redis for it; it begins an epoch of its own when it is back
/// anyway. Carries ids and nothing else.
/// </summary>
internal sealed partial class ForgetSignal(INatsConnection connection, TimeProvider time, ILogger<ForgetSignal> logger)
{
    private const string Subject = "signals.leads.forget.v1";

    /// <summary>Ids in one message: 160 KB, where a server takes 1 MB.</summary>
    private const int IdsPerMessage = 10_000;

    /// <summary>Returns at once where NATS is away.</summary>
    public async Task AskAsync(Guid[] leadIds, CancellationToken cancellationToken)
    {
        foreach (var some in leadIds.Chunk(IdsPerMessage))
        {
            if (connection.ConnectionState == NatsConnectionState.Open)
                await connection.PublishAsync(Subject, MemoryMarshal.AsBytes<Guid>(some).ToArray(), serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Hands on what others ask for, until it is stopped.</summary>
    public async Task ListenAsync(Func<Guid[], Task> forget, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var message in connection.SubscribeAsync(Subject, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: stoppingToken))
                    await forget(MemoryMarshal.Cast<byte, Guid>(message.Data.AsSpan(0, message.Data!.Length / 16 * 16)).ToArray());
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message = "The subscription to leads that must be forgotten was interrupted; it is made again")]
        public static partial void Interrupted(ILogger logger, Exception exception);
    }
}
