using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Contracts.Events;

/// <summary>
/// An event on the wire: <c>{"id","type","time","leadId","data"}</c>. <paramref name="Id"/> is a UUIDv7 and the message id that JetStream de-duplicates by.
/// </summary>
public sealed record EventEnvelope(Guid Id, string Type, DateTimeOffset Time, Guid LeadId, JsonElement Data);

/// <summary>Source-generated JSON of everything that crosses a service border in events and internal calls.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventEnvelope))]
[JsonSerializable(typeof(Captures.RefusalBody))]
[JsonSerializable(typeof(LeadReceived))]
[JsonSerializable(typeof(LeadQualified))]
[JsonSerializable(typeof(LeadDisqualified))]
[JsonSerializable(typeof(LeadAmended))]
[JsonSerializable(typeof(LeadAssigned))]
[JsonSerializable(typeof(LeadUnmatched))]
[JsonSerializable(typeof(LeadDispositionSet))]
[JsonSerializable(typeof(LeadConsentRevoked))]
[JsonSerializable(typeof(LeadErased))]
[JsonSerializable(typeof(Qualification))]
[JsonSerializable(typeof(QualificationInputs))]
[JsonSerializable(typeof(QualificationInputsRequest))]
public sealed partial class EventJson : JsonSerializerContext;
