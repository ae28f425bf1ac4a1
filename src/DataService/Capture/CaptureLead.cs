using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Changes;
using LeadPlatform.DataService.Reading;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Capture;

/// <summary><c>POST /v1/leads</c>: answered after the commit, so a 201 means durable; with <c>Prefer: wait=N</c> once the lead has its outcome.</summary>
internal sealed partial class CaptureLead(
    LeadRules rules,
    CaptureQueue queue,
    LeadChangeHub changes,
    LeadQueries leads,
    IOptions<CaptureOptions> options,
    TimeProvider time,
    ILogger<CaptureLead> logger)
{
    public static Task<IResult> HandleAsync(HttpContext context, CaptureLead capture, CancellationToken cancellationToken) =>
        capture.CaptureAsync(context, cancellationToken);

    private async Task<IResult> CaptureAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.User.Caller();
        if (caller is not { SourceId: { } sourceId, PublisherId: { } publisherId })
            return Refused(Problem.Of(StatusCodes.Status403Forbidden, ProblemCode.Forbidden, "Only a source can post leads: use its API key or its client's token."));
        if (!IsJson(context.Request.ContentType))
            return Refused(Problem.Of(StatusCodes.Status415UnsupportedMediaType, ProblemCode.UnsupportedMediaType, "Send the lead as application/json."));

        var (body, refusal) = await LeadBody.ReadAsync(context.Request, options.Value.MaxBodyBytes, cancellationToken);
        if (refusal is not null)
            return Refused(refusal);
        using (body)
        {
            var (lead, problem) = Check(body!.Memory.Span);
            return problem is not null ? Refused(problem) : await StoreAsync(context, lead!, sourceId, publisherId, cancellationToken);
        }
    }

    private (CheckedLead? Lead, ProblemHttpResult? Refusal) Check(ReadOnlySpan<byte> body)
    {
        var errors = new List<FieldError>();
        try
        {
            var lead = rules.Check(LeadPostReader.Read(body, errors), errors);
            return lead is null ? (null, Problem.Validation(errors)) : (lead, null);
        }
        catch (LeadPostException exception)
        {
            return (null, Problem.InvalidJson(exception.Detail));
        }
    }

    private async Task<IResult> StoreAsync(HttpContext context, CheckedLead lead, Guid sourceId, Guid publisherId, CancellationToken cancellationToken)
    {
        var captured = Accept(lead, sourceId, publisherId);
        var wait = PreferWait.Read(context.Request, options.Value.MaxWait);
        using var outcome = wait > TimeSpan.Zero && changes.Waiting < options.Value.MaxWaiting ? changes.WaitForOutcome(captured.LeadId) : null;
        if (!queue.TryAdd(captured))
            return Unavailable(context);
        try
        {
            await captured.Committed.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return Unavailable(context);
        }

        CaptureMetrics.Captured.Add(1, new KeyValuePair<string, object?>("line", lead.Line));
        Log.Captured(logger, captured.LeadId, sourceId, lead.Line);
        return outcome is null
            ? Created(context, captured.LeadId, LeadStatus.Received, null)
            : await AnswerOutcomeAsync(context, captured.LeadId, outcome, wait, cancellationToken);
    }

    private CapturedLead Accept(CheckedLead lead, Guid sourceId, Guid publisherId)
    {
        var now = time.GetUtcNow();
        var leadId = Guid.CreateVersion7(now);
        var data = new LeadReceived(lead.Line, lead.Contact.Address.State, lead.Contact.Address.PostalCode, sourceId, publisherId);
        var received = OutgoingEvent.Create(LeadEvents.Received, leadId, data, EventJson.Default.LeadReceived, now);
        return new CapturedLead(lead, leadId, Guid.CreateVersion7(now), sourceId, publisherId, now, received);
    }

    private async Task<IResult> AnswerOutcomeAsync(HttpContext context, Guid leadId, OutcomeWait outcome, TimeSpan wait, CancellationToken cancellationToken)
    {
        context.Response.Headers["Preference-Applied"] = $"wait={(int)wait.TotalSeconds}";
        try
        {
            var signal = await outcome.Outcome.WaitAsync(wait, time, cancellationToken);
            var assignment = signal is { AgentId: { } agent, AgentName: { } name, AssignedAt: { } at } ? new AssignmentView(agent, name, at) : null;
            return Created(context, leadId, signal.Status, assignment);
        }
        catch (TimeoutException)
        {
            // The signal may have been lost on the way; the record knows.
            var lead = await leads.FindAsync(leadId, new LeadVisibility(true, null, null), cancellationToken);
            return Created(context, leadId, lead?.Status ?? LeadStatus.Received, lead?.Assignment);
        }
    }

    private static JsonHttpResult<CaptureAnswer> Created(HttpContext context, Guid leadId, string status, AssignmentView? assignment)
    {
        var self = $"/v1/leads/{leadId}";
        context.Response.Headers.Location = self;
        return TypedResults.Json(
            new CaptureAnswer(leadId, status, new LeadLinks(self, self + "/timeline"), assignment), CaptureJson.Default.CaptureAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static ProblemHttpResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Refused(Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "The lead could not be stored right now; send it again after Retry-After seconds."));
    }

    private static ProblemHttpResult Refused(ProblemHttpResult problem)
    {
        CaptureMetrics.Refused.Add(1, new KeyValuePair<string, object?>("code", problem.ProblemDetails.Extensions["code"]));
        return problem;
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == 16 || contentType[16] is ';' or ' ');

    private static partial class Log
    {
        [LoggerMessage(EventId = 1110, Level = LogLevel.Debug, Message = "Lead {LeadId} of source {SourceId} captured, line {Line}")]
        public static partial void Captured(ILogger logger, Guid leadId, Guid sourceId, string line);
    }
}
