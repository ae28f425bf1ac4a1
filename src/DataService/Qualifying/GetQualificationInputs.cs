using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Reading;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Qualifying;

/// <summary><c>POST /internal/qualification-inputs</c>: what the Orchestrator reads of many leads at once, so that no event has to carry it.</summary>
internal static class GetQualificationInputs
{
    public static async Task<Results<Ok<QualificationInputs>, ProblemHttpResult>> HandleAsync(
        QualificationInputsRequest request, LeadQueries leads, CancellationToken cancellationToken)
    {
        if (request.LeadIds.Count > QualificationInputsRequest.MaxIds)
            return Problem.Validation([new FieldError("leadIds", "too_many", $"At most {QualificationInputsRequest.MaxIds} ids.")]);
        var found = await leads.FindAsync([.. request.LeadIds], cancellationToken);
        // Nobody may act on these any more: to who qualifies they do not exist.
        found.RemoveAll(lead => lead.ErasedAt is not null || lead.ConsentRevokedAt is not null);
        return TypedResults.Ok(new QualificationInputs(found.ConvertAll(lead => new QualificationInput(
            lead.LeadId, lead.Line, lead.ReceivedAt, lead.SubId, lead.Contact, lead.Consent, lead.Notes, lead.Details))));
    }
}
