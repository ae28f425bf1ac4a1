using System.Buffers;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Events;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Captures;

/// <summary>
/// Hands captures on: each sender takes what waits, sends it in one call, and answers every caller from its own result. Proxying each lead by itself costs a
/// request between two processes for every one; under load a call carries a hundred, and a lone capture still waits for nobody.
/// </summary>
internal sealed partial class CaptureSenders(
    CaptureQueue queue, CaptureClient client, IOptions<CaptureOptions> options, ILogger<CaptureSenders> logger) : BackgroundService
{
    private static readonly CaptureAnswer Unavailable = new(
        StatusCodes.Status503ServiceUnavailable,
        CaptureAnswerFlags.RetryAfter,
        default,
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new RefusalBody(Contracts.Problems.ProblemCode.Unavailable, "The lead could not be stored right now; send it again after Retry-After seconds.", null),
            EventJson.Default.RefusalBody));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Kestrel has stopped by now (it was started last): what waits is handed on, then the senders end by themselves.
        queue.Close();
        if (ExecuteTask is { } sending)
            await sending.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var senders = new Task[options.Value.Senders];
        for (var i = 0; i < senders.Length; i++)
            senders[i] = Task.Run(() => SendAsync(stoppingToken), CancellationToken.None);
        await Task.WhenAll(senders);
    }

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        var batch = new List<WaitingCapture>(options.Value.BatchSize);
        var frames = new ArrayBufferWriter<byte>(256 * 1024);
        while (await queue.WaitAsync())
        {
            batch.Clear();
            queue.TakeInto(batch, options.Value.BatchSize, options.Value.MaxCallBytes);
            if (batch.Count == 0)
                continue;
            frames.Clear();
            var onlyJson = true;
            foreach (var capture in batch)
            {
                CaptureFrames.Write(frames, capture.SourceId, capture.PublisherId, capture.Key, capture.Trace, capture.Body, capture.Content);
                onlyJson &= capture.Content == CaptureContent.Json;
                capture.ReleaseBody();
            }

            await SendAsync(batch, frames.WrittenMemory, onlyJson, stoppingToken);
        }
    }

    private async Task SendAsync(List<WaitingCapture> batch, ReadOnlyMemory<byte> frames, bool onlyJson, CancellationToken stoppingToken)
    {
        var answered = 0;
        try
        {
            ReadOnlyMemory<byte> answers = await client.SendAsync(frames, onlyJson, stoppingToken);
            for (; answered < batch.Count; answered++)
            {
                if (!CaptureFrames.TryReadAnswer(ref answers, out var answer))
                    throw new InvalidDataException($"DataService answered {answered} of {batch.Count} captures.");
                batch[answered].SetResult(new CaptureAnswer(answer.Status, answer.Flags, answer.LeadId, answer.Body));
            }
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception.GetType().Name, batch.Count - answered);
            for (; answered < batch.Count; answered++)
                batch[answered].SetResult(Unavailable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2200, Level = LogLevel.Warning, Message = "DataService did not take {Count} captures ({ExceptionType}); their callers are told to try again")]
        public static partial void Failed(ILogger logger, string exceptionType, int count);
    }
}
