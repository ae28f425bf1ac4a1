using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Exporting;

/// <summary>A line of an export: a lead as it would be posted, and what became of it.</summary>
internal sealed record ExportedLead(ExportedFacts Lead, string Line, ContactView Contact, ConsentView Consent, string? SubId, string? Notes, JsonElement? Details)
{
    public static ExportedLead Of(LeadView lead) => new(
        new ExportedFacts(
            lead.LeadId, lead.Status, lead.ReceivedAt, lead.UpdatedAt, lead.SourceId, lead.DuplicateOf, lead.Qualification?.Score, lead.Qualification?.Band, lead.Qualification?.Urgency,
            lead.Assignment?.AgentId, lead.Assignment?.AgentName, lead.Assignment?.At, lead.Disposition?.Outcome, lead.Disposition?.Reason, lead.Disposition?.At),
        lead.Line,
        lead.Contact,
        lead.Consent,
        lead.SubId,
        lead.Notes,
        lead.Details);
}

internal sealed record ExportedFacts(
    Guid Id, string Status, DateTimeOffset ReceivedAt, DateTimeOffset UpdatedAt, Guid SourceId, Guid? DuplicateOf, int? Score, string? Band, string? Urgency,
    Guid? AgentId, string? AgentName, DateTimeOffset? AssignedAt, string? Disposition, string? DispositionReason, DateTimeOffset? DispositionAt);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportedLead))]
internal sealed partial class ExportJson : JsonSerializerContext;
