using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.DataService.Capture;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.DataService.Mappings;

/// <summary><c>POST /internal/mapping-trials</c>: what a payload becomes, for Backend, which keeps the mappings. Nothing is stored.</summary>
internal static class TryMapping
{
    private static readonly JsonSerializerOptions Shown = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Results<Ok<MappingTrialView>, ProblemHttpResult> Handle(MappingTrial trial, LeadRules rules)
    {
        if (trial.Mapping is not { } mapping || trial.Payload is null == trial.Form is null)
            return Problem.Validation([new FieldError("mapping", "required", "Give mapping, and payload or form.")]);
        var (body, content) = trial.Form is { } form ? (form, CaptureContent.Form) : (trial.Payload!.Value.GetRawText(), CaptureContent.Json);
        var errors = new List<FieldError>();
        try
        {
            var lead = new MappedLead(MappedPayload.Read(Encoding.UTF8.GetBytes(body), content), mapping, errors).Read();
            rules.Check(lead, errors);
            return TypedResults.Ok(new MappingTrialView(Show(lead), MappedLead.InPayload(errors, mapping)));
        }
        catch (LeadPostException exception)
        {
            return TypedResults.Ok(new MappingTrialView(null, [new FieldError("", content == CaptureContent.Form ? ProblemCode.InvalidForm : ProblemCode.InvalidJson, exception.Detail)]));
        }
    }

    private static JsonObject Show(LeadPost lead)
    {
        var details = lead.Details;
        lead.Details = null;
        var shown = JsonSerializer.SerializeToNode(lead, Shown)!.AsObject();
        if (details is not null)
            shown["details"] = JsonNode.Parse(details);
        return shown;
    }
}
