using System.Text.Json;
using System.Text.Json.Serialization;
using LeadPlatform.Contracts.Leads;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>An answer as the schema has it. Read strictly: no member more, none less, every word one of its list.</summary>
internal sealed record AnalysisAnswer(
    [property: JsonRequired] string Intent, [property: JsonRequired] string Urgency, [property: JsonRequired] string Assessment, [property: JsonRequired] IReadOnlyList<string> Topics)
{
    /// <summary>Characters of an answer; a right one has about 150.</summary>
    private const int MaxLength = 2000;

    private static readonly Dictionary<string, int> Points = new() { ["much_worse"] = -LeadAnalysis.MaxAdjustment, ["worse"] = -8, ["same"] = 0, ["better"] = 4, ["much_better"] = 8 };

    public static IReadOnlyCollection<string> Assessments => Points.Keys;

    /// <param name="wrong">What is wrong, in a sentence without anything of the answer in it.</param>
    public static AnalysisAnswer? Read(string text, out string wrong)
    {
        wrong = "It was empty.";
        if (string.IsNullOrWhiteSpace(text))
            return null;
        wrong = "It was far too long.";
        if (text.Length > MaxLength)
            return null;
        wrong = "It was not the JSON object with the four members asked for.";
        try
        {
            if (JsonSerializer.Deserialize(text, AnswerJson.Default.AnalysisAnswer) is not { Intent: not null, Urgency: not null, Assessment: not null, Topics: not null } answer)
                return null;
            wrong = "A member had a value that is not in its list, or a topic stood twice.";
            return answer.IsValid ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public LeadAnalysis By(string provider, string model) => new(Intent, Urgency, Points[Assessment], Topics, provider, model);

    public string ToJson() => JsonSerializer.Serialize(this, AnswerJson.Default.AnalysisAnswer);

    private bool IsValid =>
        Intent is QualificationIntent.NewPolicy or QualificationIntent.Switch or QualificationIntent.Renewal or QualificationIntent.Information
        && Urgency is QualificationUrgency.Now or QualificationUrgency.Soon or QualificationUrgency.Later
        && Points.ContainsKey(Assessment)
        && Topics.All(AnalysisTopic.All.Contains)
        && Topics.Distinct().Count() == Topics.Count;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(AnalysisAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
