using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Capture;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaptureAnswer))]
internal sealed partial class CaptureJson : JsonSerializerContext;
