using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Auditing;
using LeadPlatform.Contracts.DeadLetters;
using LeadPlatform.Contracts.Graph;
using LeadPlatform.Contracts.Importing;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Models;
using LeadPlatform.Contracts.Sources;
using LeadPlatform.Contracts.Vectors;

namespace LeadPlatform.Cli;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditChain))]
[JsonSerializable(typeof(AuditFault))]
[JsonSerializable(typeof(CaptureAnswer))]
[JsonSerializable(typeof(DeadLetterDetail))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(GraphRebuildView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(KeyInput))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(LeadChange))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(NewKeyView))]
[JsonSerializable(typeof(Page<AuditView>))]
[JsonSerializable(typeof(Page<DeadLetterView>))]
[JsonSerializable(typeof(Page<KeyView>))]
[JsonSerializable(typeof(Page<SourceView>))]
[JsonSerializable(typeof(Posting.PostResult))]
[JsonSerializable(typeof(ModelInUse))]
[JsonSerializable(typeof(ModelRunView))]
[JsonSerializable(typeof(ModelsView))]
[JsonSerializable(typeof(RebuildView))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(RunImport))]
[JsonSerializable(typeof(VectorsView))]
internal sealed partial class CliJson : JsonSerializerContext;
