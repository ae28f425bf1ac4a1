using System.Net;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Messaging.Consuming;
using LeadPlatform.Messaging.Events;
using LeadPlatform.Messaging.Publishing;
using LeadPlatform.Orchestrator.Consuming;
using LeadPlatform.Orchestrator.Workflow;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LeadPlatform.Orchestrator.Reading;

/// <summary>What a retry needs beside its request.</summary>
internal sealed record RetryServices(
    LeadReader Leads, LeadInputs Inputs, QualificationWorkflow Workflow, EventPublisher Publisher, WorkflowMetrics Metrics, IOptions<WorkflowOptions> Options, TimeProvider Time);

/// <summary><c>POST /v1/qualifications/{leadId}/retry</c>: all steps once more; the result amends what is known. The lead's status stays what it has become since.</summary>
internal static class RetryQualification
{
    public static async Task<Results<Ok<QualificationRun>, ProblemHttpResult>> HandleAsync(
        Guid leadId, [AsParameters] RetryServices services, HttpContext context, CancellationToken cancellationToken)
    {
        var (status, lead) = await services.Leads.ReadAsync(leadId, context.Request.Headers.Authorization.ToString(), cancellationToken);
        if (lead is null)
            return GetQualification.NotRead(status, context);
        if (lead.Qualification is not { } known)
            return Problem.Conflict(ProblemCode.Conflict, $"The lead is {lead.Status}: there is no qualification to do again.");
        if (await InputAsync(services.Inputs, leadId, cancellationToken) is not { } input)
            return GetQualification.NotRead(HttpStatusCode.ServiceUnavailable, context);

        var verdict = await services.Workflow.RunAsync(input, services.Time.GetUtcNow() + services.Options.Value.RetryDeadline, cancellationToken);
        var now = services.Time.GetUtcNow();
        var qualification = verdict.Qualification with { Revision = (known.Revision ?? 0) + 1 };
        await services.Publisher.PublishAsync(
            [OutgoingEvent.Create(LeadEvents.Amended, leadId, new LeadAmended(AmendmentCause.Retry, qualification, verdict.Steps), EventJson.Default.LeadAmended, now)], cancellationToken);
        services.Metrics.Amended(AmendmentCause.Retry);
        return TypedResults.Ok(new QualificationRun(now, AmendmentCause.Retry, qualification.Revision!.Value, qualification.Score, qualification.Model, verdict.Ground, verdict.Steps));
    }

    private static async Task<QualificationInput?> InputAsync(LeadInputs inputs, Guid leadId, CancellationToken cancellationToken)
    {
        try
        {
            return (await inputs.ReadAsync([leadId], cancellationToken)).GetValueOrDefault(leadId);
        }
        catch (Exception exception) when (TransientFault.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
