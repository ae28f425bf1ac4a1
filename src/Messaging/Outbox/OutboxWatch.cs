using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LeadPlatform.Messaging.Outbox;

/// <summary>Looks how long the oldest event has waited in the table, which nothing else tells while NATS is away or the relay stands still.</summary>
internal sealed partial class OutboxWatch(NpgsqlDataSource database, TimeProvider time, ILogger<OutboxWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public override void Dispose()
    {
        database.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = database.CreateCommand("SELECT now() - created_at FROM outbox ORDER BY position LIMIT 1");
                Instruments.ShowOutboxAge(await command.ExecuteScalarAsync(stoppingToken) is TimeSpan age ? age : TimeSpan.Zero);
            }
            catch (NpgsqlException exception)
            {
                // Without the database the age last seen stands; that the database is away is told by its health check.
                Log.NotSeen(logger, exception.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 222, Level = LogLevel.Debug, Message = "The outbox could not be looked at ({ExceptionType})")]
        public static partial void NotSeen(ILogger logger, string exceptionType);
    }
}
