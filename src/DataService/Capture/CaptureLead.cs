using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Changes;
using LeadPlatform.DataService.Idempotency;
using LeadPlatform.DataService.Mappings;
using LeadPlatform.DataService.Reading;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary><c>POST /v1/leads</c>: answered after the commit, so a 201 means durable; with <c>Prefer: wait=N</c> once the lead has its outcome.</summary>
internal sealed class CaptureLead(CaptureIntake intake, MappingCache mappings, LeadChangeHub changes, LeadQueries leads, IOptions<CaptureOptions> options, TimeProvider time)
{
    public static Task<IResult> HandleAsync(HttpContext context, CaptureLead capture, CancellationToken cancellationToken) =>
        capture.CaptureAsync(context, mapped: false, cancellationToken);

    /// <summary><c>POST /v1/leads/mapped</c>: the same for a body in the shape of the publisher, made a lead by the mapping of its source.</summary>
    public static Task<IResult> HandleMappedAsync(HttpContext context, CaptureLead capture, CancellationToken cancellationToken) =>
        capture.CaptureAsync(context, mapped: true, cancellationToken);

    private async Task<IResult> CaptureAsync(HttpContext context, bool mapped, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        if (caller is not { SourceId: { } sourceId, PublisherId: { } publisherId })
            return Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "Only a source can post leads: use its API key or its client's token.");
        if (CaptureContents.Of(context.Request.ContentType) is not { } content)
            return Problem.Of(StatusCodes.Status415UnsupportedMediaType, ProblemCode.UnsupportedMediaType, $"Send the lead as {CaptureContents.Json} or {CaptureContents.Form}.");

        using var body = await LeadBody.ReadAsync(context.Request, options.Value.MaxBodyBytes, cancellationToken);
        if (body is null)
            return Refuse(context, CaptureRefusal.TooLarge(options.Value.MaxBodyBytes));
        var origin = new CaptureOrigin(sourceId, publisherId, context.Request.Headers[IdempotencyKey.Header].ToString());
        var (lead, refusal) = mapped ? await ReadMappedAsync(body.Memory, origin, content, cancellationToken) : intake.Read(body.Memory.Span, origin, content);
        return refusal is not null ? Refuse(context, refusal) : await StoreAsync(context, lead!, cancellationToken);
    }

    private async ValueTask<(CapturedLead?, CaptureRefusal?)> ReadMappedAsync(
        ReadOnlyMemory<byte> body, CaptureOrigin origin, CaptureContent content, CancellationToken cancellationToken) =>
        await mappings.FindAsync(origin.SourceId, cancellationToken) switch
        {
            null => (null, CaptureRefusal.Unavailable),
            { Mapping: null } => (null, CaptureRefusal.NoMapping),
            { Mapping: { } mapping } => intake.ReadMapped(body, origin, content, mapping),
        };

    private async Task<IResult> StoreAsync(HttpContext context, CapturedLead lead, CancellationToken cancellationToken)
    {
        var wait = PreferWait.Read(context.Request, options.Value.MaxWait);
        // Before the commit, or the outcome could come before anybody waits for it.
        using var outcome = wait > TimeSpan.Zero && changes.Waiting < options.Value.MaxWaiting ? changes.WaitForOutcome(lead.LeadId) : null;
        if (!await intake.StoreAsync([lead], cancellationToken))
            return Refuse(context, CaptureRefusal.Unavailable);
        if (CaptureRefusal.Of(lead.Result) is { } refusal)
            return Refuse(context, refusal);

        context.Response.Headers.Location = CaptureAnswers.Address(lead.Result.LeadId);
        if (lead.Result.Outcome == CaptureOutcome.Replayed)
            context.Response.Headers["Idempotent-Replayed"] = "true";
        var answer = outcome is null || LeadStatus.IsOutcome(lead.Result.Status)
            ? CaptureAnswers.Of(lead)
            : await WaitAsync(context, lead, outcome, wait, cancellationToken);
        return TypedResults.Json(answer, CaptureJson.Default.CaptureAnswer, statusCode: StatusCodes.Status201Created);
    }

    private async Task<CaptureAnswer> WaitAsync(HttpContext context, CapturedLead lead, OutcomeWait outcome, TimeSpan wait, CancellationToken cancellationToken)
    {
        context.Response.Headers["Preference-Applied"] = $"wait={(int)wait.TotalSeconds}";
        if (lead.Result.Outcome == CaptureOutcome.Stored)
        {
            try
            {
                var signal = await outcome.Outcome.WaitAsync(wait, time, cancellationToken);
                var assignment = signal is { AgentId: { } agent, AgentName: { } name, AssignedAt: { } at } ? new AssignmentView(agent, name, at) : null;
                return CaptureAnswers.Of(lead) with { Status = signal.Status, Assignment = assignment };
            }
            catch (TimeoutException)
            {
                // The signal may have been lost on the way; the record below knows.
            }
        }

        var stored = await leads.FindAsync(lead.Result.LeadId, LeadVisibility.Everything, cancellationToken);
        return CaptureAnswers.Of(lead) with { Status = stored?.Status ?? lead.Result.Status, Assignment = stored?.Assignment };
    }

    private static IResult Refuse(HttpContext context, CaptureRefusal refusal)
    {
        CaptureMetrics.Refused.Add(1, new KeyValuePair<string, object?>("code", refusal.Code));
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        return Problem.Of(refusal.Status, refusal.Code, refusal.Detail, refusal.Errors);
    }
}
