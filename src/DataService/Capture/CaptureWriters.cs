using System.Diagnostics;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Outbox;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Group commit: each writer takes what waits, writes it in one transaction, and answers every caller after the commit.
/// Under load the batches grow and the disk is synced once for hundreds of leads; a lone lead waits for nobody.
/// </summary>
internal sealed partial class CaptureWriters(
    CaptureQueue queue,
    NpgsqlDataSource database,
    EventOutbox outbox,
    IOptions<CaptureOptions> options,
    ILogger<CaptureWriters> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Kestrel has stopped by now (it was started last): what waits is written, then the writers end by themselves.
        queue.Close();
        if (ExecuteTask is { } writing)
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var writers = new Task[options.Value.Writers];
        for (var i = 0; i < writers.Length; i++)
            writers[i] = Task.Run(() => WriteAsync(stoppingToken), CancellationToken.None);
        await Task.WhenAll(writers);
    }

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        await using var writer = new CaptureBatchWriter(database);
        var batch = new List<CapturedLead>(options.Value.BatchSize);
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < options.Value.BatchSize && queue.Reader.TryRead(out var lead))
                batch.Add(lead);
            if (batch.Count > 0)
                await CommitAsync(writer, batch, stoppingToken);
        }
    }

    private async Task CommitAsync(CaptureBatchWriter writer, List<CapturedLead> batch, CancellationToken stoppingToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await writer.WriteAsync(batch, stoppingToken);
        }
        catch (Exception exception) when (batch.Count > 1 && !TransientFault.Is(exception))
        {
            // Something in here the database does not take: its neighbours must not pay for it.
            Log.Split(logger, exception, batch.Count);
            await CommitAsync(writer, batch[..(batch.Count / 2)], stoppingToken);
            await CommitAsync(writer, batch[(batch.Count / 2)..], stoppingToken);
            return;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, batch.Count);
            foreach (var lead in batch)
                lead.SetFailed(exception);
            return;
        }

        CaptureMetrics.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        CaptureMetrics.BatchSize.Record(batch.Count);
        outbox.Committed(batch.ConvertAll(lead => lead.Received));
        foreach (var lead in batch)
            lead.SetCommitted();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "A batch of {Count} leads was refused by the database; it is tried in halves")]
        public static partial void Split(ILogger logger, Exception exception, int count);

        [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "{Count} leads could not be stored; their callers are told to try again")]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
