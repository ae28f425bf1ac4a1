using System.Diagnostics;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Outbox;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// Group commit: each writer takes what waits, writes it in one transaction, and answers every caller after the commit.
/// Under load the batches grow and the disk is synced once for hundreds of leads; a lone lead waits for nobody.
/// </summary>
internal sealed partial class CaptureWriters(
    CaptureQueue queue,
    CaptureBatchWriterFactory factory,
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
        await using var writer = factory.Create();
        var batch = new List<CaptureGroup>();
        while (await queue.WaitAsync())
        {
            batch.Clear();
            queue.TakeInto(batch, options.Value.BatchSize);
            if (batch.Count == 0)
                continue;
            await CommitAsync(writer, batch, stoppingToken);
            foreach (var group in batch)
                queue.Settled(group);
        }
    }

    private async Task CommitAsync(CaptureBatchWriter writer, List<CaptureGroup> groups, CancellationToken stoppingToken)
    {
        var started = Stopwatch.GetTimestamp();
        var leads = new List<CapturedLead>();
        foreach (var group in groups)
            leads.AddRange(group.Leads);
        try
        {
            await WriteAsync(writer, leads, stoppingToken);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, leads.Count);
            foreach (var group in groups)
                group.SetFailed(exception);
            return;
        }

        CaptureMetrics.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        CaptureMetrics.BatchSize.Record(leads.Count);
        CaptureMetrics.Count(leads);
        foreach (var lead in leads)
        {
            if (lead.Result is { Outcome: CaptureOutcome.Stored, Status: Contracts.Leads.LeadStatus.Received })
                outbox.Committed(lead.Received);
        }

        foreach (var group in groups)
            group.SetCommitted();
    }

    private async Task WriteAsync(CaptureBatchWriter writer, List<CapturedLead> leads, CancellationToken stoppingToken)
    {
        try
        {
            await writer.WriteAsync(leads, stoppingToken);
        }
        catch (Exception exception) when (leads.Count > 1 && !TransientFault.Is(exception))
        {
            // Something in here the database does not take: its neighbours must not pay for it.
            Log.Split(logger, exception, leads.Count);
            foreach (var half in new[] { leads[..(leads.Count / 2)], leads[(leads.Count / 2)..] })
                await WriteAsync(writer, half, stoppingToken);
        }
        catch (Exception exception) when (!TransientFault.Is(exception))
        {
            Log.Refused(logger, exception, leads[0].LeadId);
            leads[0].Result = CaptureResult.Failed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "A batch of {Count} leads was refused by the database; it is tried in halves")]
        public static partial void Split(ILogger logger, Exception exception, int count);

        [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "{Count} leads could not be stored; their callers are told to try again")]
        public static partial void Failed(ILogger logger, Exception exception, int count);

        [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Lead {LeadId} was refused by the database")]
        public static partial void Refused(ILogger logger, Exception exception, Guid leadId);
    }
}
