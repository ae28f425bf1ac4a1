using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary>
/// <c>POST /internal/captures</c>: leads that a gateway hands on together. Each is read, checked and answered by itself; those that are let in share
/// a commit. The gateway has authenticated the callers and says whose each lead is, so it alone (scope platform) may call this.
/// </summary>
internal sealed class CaptureMany(CaptureIntake intake, IOptions<CaptureOptions> options)
{
    public static Task<IResult> HandleAsync(HttpContext context, CaptureMany captures, CancellationToken cancellationToken) =>
        captures.CaptureAsync(context, cancellationToken);

    private async Task<IResult> CaptureAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.ContentType is not (CaptureFrames.MediaType or CaptureFrames.JsonMediaType))
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, ProblemCode.UnsupportedMediaType, $"Send {CaptureFrames.MediaType}.");
        using var body = await LeadBody.ReadAsync(context.Request, CaptureFrames.MaxFrames * (options.Value.MaxBodyBytes + 512), cancellationToken);
        if (body is null || Read(body.Memory) is not { } slots)
            return Problem.Of(StatusCodes.Status400BadRequest, ProblemCode.InvalidRequest, "The frames can't be read.");

        var accepted = new List<CapturedLead>(slots.Count);
        foreach (var slot in slots)
        {
            if (slot.Lead is not null)
                accepted.Add(slot.Lead);
        }

        var stored = accepted.Count == 0 || await intake.StoreAsync(accepted, cancellationToken);
        await AnswerAsync(context, slots, stored, cancellationToken);
        return Results.Empty;
    }

    private List<Slot>? Read(ReadOnlyMemory<byte> body)
    {
        var slots = new List<Slot>();
        while (!body.IsEmpty)
        {
            if (slots.Count == CaptureFrames.MaxFrames || !CaptureFrames.TryRead(ref body, out var frame))
                return null;
            slots.Add(ReadOne(frame));
        }

        return slots;
    }

    private Slot ReadOne(in CaptureFrame frame)
    {
        if (frame.Body.Length > options.Value.MaxBodyBytes)
            return new Slot(null, CaptureRefusal.TooLarge(options.Value.MaxBodyBytes));
        ActivityContext.TryParse(frame.Trace, null, isRemote: true, out var trace);
        var (lead, refusal) = intake.Read(frame.Body.Span, new CaptureOrigin(frame.SourceId, frame.PublisherId, frame.Key, trace), frame.Content);
        return new Slot(lead, refusal);
    }

    private static async Task AnswerAsync(HttpContext context, List<Slot> slots, bool stored, CancellationToken cancellationToken)
    {
        context.Response.ContentType = CaptureFrames.JsonMediaType;
        var output = context.Response.BodyWriter;
        var json = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(json);
        foreach (var slot in slots)
        {
            json.ResetWrittenCount();
            writer.Reset();
            var refusal = slot.Refusal ?? (stored ? CaptureRefusal.Of(slot.Lead!.Result) : CaptureRefusal.Unavailable);
            if (refusal is null)
                WriteStored(output, slot.Lead!, json, writer);
            else
                WriteRefused(output, refusal, json, writer);
        }

        await output.FlushAsync(cancellationToken);
    }

    private static void WriteStored(IBufferWriter<byte> output, CapturedLead lead, ArrayBufferWriter<byte> json, Utf8JsonWriter writer)
    {
        JsonSerializer.Serialize(writer, CaptureAnswers.Of(lead), CaptureJson.Default.CaptureAnswer);
        var flags = lead.Result.Outcome == CaptureOutcome.Replayed ? CaptureAnswerFlags.Replayed : CaptureAnswerFlags.None;
        CaptureFrames.WriteAnswer(output, StatusCodes.Status201Created, flags, lead.Result.LeadId, json.WrittenSpan);
    }

    private static void WriteRefused(IBufferWriter<byte> output, CaptureRefusal refusal, ArrayBufferWriter<byte> json, Utf8JsonWriter writer)
    {
        CaptureMetrics.Refused.Add(1, new KeyValuePair<string, object?>("code", refusal.Code));
        JsonSerializer.Serialize(writer, new RefusalBody(refusal.Code, refusal.Detail, refusal.Errors), Contracts.Events.EventJson.Default.RefusalBody);
        var flags = refusal.Status == StatusCodes.Status503ServiceUnavailable ? CaptureAnswerFlags.RetryAfter : CaptureAnswerFlags.None;
        CaptureFrames.WriteAnswer(output, refusal.Status, flags, default, json.WrittenSpan);
    }

    private readonly record struct Slot(CapturedLead? Lead, CaptureRefusal? Refusal);
}
