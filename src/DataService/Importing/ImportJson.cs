using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Importing;

namespace LeadPlatform.DataService.Importing;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(RunImport))]
[JsonSerializable(typeof(ImportView))]
internal sealed partial class ImportJson : JsonSerializerContext;
