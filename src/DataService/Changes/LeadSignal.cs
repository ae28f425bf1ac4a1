using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadPlatform.DataService.Changes;

/// <summary>Tells every instance of the service that a lead has changed and the change is committed. Says who may see it, and nothing of the consumer.</summary>
internal sealed record LeadSignal(Guid LeadId, string Status, Guid SourceId, Guid? AgentId, string? AgentName, DateTimeOffset? AssignedAt, DateTimeOffset At);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeadSignal[]))]
[JsonSerializable(typeof(Contracts.Leads.LeadChange))]
internal sealed partial class ChangesJson : JsonSerializerContext;
