using LeadPlatform.Messaging.Consuming;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.Backend.Assignments;

/// <summary>Tries unmatched leads again when an agent has changed, and every few seconds for shifts and days that begin.</summary>
internal sealed partial class RetryUnmatchedLeads(
    Assigner assigner, NpgsqlDataSource database, RetrySignal signal, IOptions<AssignmentOptions> options, TimeProvider time, ILogger<RetryUnmatchedLeads> logger)
    : BackgroundService
{
    private const string SurveySql =
        """
        with given_up as (update unmatched_lead set closed_at = $2 where closed_at is null and since <= $1 returning 1)
        select (select count(*) from unmatched_lead where closed_at is null and since > $1), (select count(*) from given_up)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(options.Value.RetryInterval, time, stoppingToken);
            try
            {
                await RetryAsync(stoppingToken);
            }
            catch (Exception exception) when (TransientFault.Is(exception) && !stoppingToken.IsCancellationRequested)
            {
                Log.Waiting(logger, exception.GetType().Name);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task RetryAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - options.Value.GiveUpAfter;
        var (open, givenUp) = await SurveyAsync(since, now, cancellationToken);
        if (givenUp > 0)
            Log.GivenUp(logger, givenUp, options.Value.GiveUpAfter);

        var total = 0;
        for (var more = open > 0; more;)
        {
            (var assigned, more) = await assigner.RetryAsync(since, options.Value.RetryBatchSize, cancellationToken);
            total += assigned;
        }

        AssignmentInstruments.ShowWaiting(open - total, givenUp);
        if (total > 0)
            Log.Assigned(logger, total, open - total);
    }

    private async Task<(long Open, int GivenUp)> SurveyAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SurveySql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), (int)reader.GetInt64(1));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2310, Level = LogLevel.Information, Message = "Assigned {Assigned} leads that were unmatched; {Open} still are")]
        public static partial void Assigned(ILogger logger, int assigned, long open);

        [LoggerMessage(EventId = 2311, Level = LogLevel.Warning, Message = "Gave up on {Count} leads that nobody could take within {Limit}")]
        public static partial void GivenUp(ILogger logger, int count, TimeSpan limit);

        [LoggerMessage(EventId = 2313, Level = LogLevel.Warning, Message = "Unmatched leads wait for the database ({ExceptionType})")]
        public static partial void Waiting(ILogger logger, string exceptionType);

        [LoggerMessage(EventId = 2312, Level = LogLevel.Error, Message = "Unmatched leads could not be tried again; the next interval tries")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
