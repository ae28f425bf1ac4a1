using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Reading;
using LeadPlatform.DataService.Storage;
using LeadPlatform.Messaging.Pacing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Retaining;

/// <summary>
/// Erases what tells who consumers are once the rule of their lead's line says so. By one instance at a time, going on where it stood, giving way to captures; whoever is
/// under legal hold is passed over until it is lifted.
/// </summary>
internal sealed partial class Retention(
    RetentionRules rules, RetentionBatch batch, NpgsqlDataSource database, Pace pace, IOptions<RetentionOptions> options, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    /// <summary>Of a job in <see cref="JobProgress"/>, before the line.</summary>
    public const string Job = "retain:";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var only = await JobLock.TryTakeAsync(database, Job, stoppingToken);
                if (only is not null)
                {
                    foreach (var line in Line.All)
                        await ApplyAsync(line, stoppingToken);
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception.GetType().Name, options.Value.Interval.TotalMinutes);
            }

            await Task.Delay(options.Value.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ApplyAsync(string line, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        if (rules.Of(line, DateOnly.FromDateTime(now.UtcDateTime)) is not { } rule)
            return;
        var before = LeadCursor.FirstOf(now - TimeSpan.FromDays(rule.Days));
        var progress = await JobProgress.BeginAsync(database, Job + line, now, stoppingToken);
        var due = await batch.CountAsync(line, progress.Position, before, stoppingToken);
        RetentionMetrics.Due(line, due);
        if (due == 0)
            return;
        if (options.Value.DryRun)
        {
            Log.WouldErase(logger, due, line, rule.Days, rule.Source);
            return;
        }

        Log.Erases(logger, due, line, rule.Days, rule.Source);
        for (var (position, leads) = (progress.Position, -1); leads != 0;)
        {
            var limit = await pace.NextBehindLeadsAsync(options.Value.BatchSize, stoppingToken);
            (leads, position) = await batch.EraseAsync(progress.Name, line, position, before, limit, stoppingToken);
            if (leads <= 0)
                continue;
            RetentionMetrics.Expired.Add(leads, new KeyValuePair<string, object?>("line", line));
            RetentionMetrics.Due(line, due = Math.Max(0, due - leads));
        }

        RetentionMetrics.Due(line, 0);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2540, Level = LogLevel.Information, Message = "The personal data of {Count} leads of line {Line} is older than {Days} days and is erased ({Source})")]
        public static partial void Erases(ILogger logger, long count, string line, int days, string source);

        [LoggerMessage(EventId = 2541, Level = LogLevel.Information, Message = "The personal data of {Count} leads of line {Line} is older than {Days} days and would be erased, were this no dry run ({Source})")]
        public static partial void WouldErase(ILogger logger, long count, string line, int days, string source);

        [LoggerMessage(EventId = 2542, Level = LogLevel.Warning, Message = "Retention was interrupted by {ExceptionType}; it goes on in {Minutes} min")]
        public static partial void Interrupted(ILogger logger, string exceptionType, double minutes);
    }
}
