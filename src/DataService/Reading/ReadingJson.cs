using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.DataService.Reading;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeadView))]
internal sealed partial class ReadingJson : JsonSerializerContext;
