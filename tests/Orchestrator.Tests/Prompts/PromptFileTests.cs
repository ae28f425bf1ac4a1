using System.Text.Json;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Orchestrator.Analysing;
using LeadPlatform.Orchestrator.Prompts;

namespace LeadPlatform.Orchestrator.Tests.Prompts;

public sealed class PromptFileTests
{
    [Fact]
    public void Every_prompt_has_its_three_parts_and_its_schema()
    {
        PromptFile.Names.ShouldContain("analyse.1");
        foreach (var name in PromptFile.Names)
        {
            var prompt = PromptFile.Find(name).ShouldNotBeNull();
            prompt.Lead.ShouldContain("{{lead}}");
            prompt.Repair.ShouldContain("{{error}}");
            prompt.Schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        }
    }

    [Fact]
    public void Schema_prompt_and_reader_know_the_same_words()
    {
        var prompt = PromptFile.Find("analyse.1")!;
        var properties = prompt.Schema.GetProperty("properties");
        Words(properties.GetProperty("assessment")).ShouldBe(AnalysisAnswer.Assessments);
        Words(properties.GetProperty("topics").GetProperty("items")).ShouldBe(AnalysisTopic.All);
        foreach (var word in Words(properties.GetProperty("intent")).Concat(Words(properties.GetProperty("urgency"))).Concat(AnalysisAnswer.Assessments).Concat(AnalysisTopic.All))
            prompt.System.ShouldContain($"\"{word}\"");
        foreach (var intent in Words(properties.GetProperty("intent")))
            AnalysisAnswer.Read($$"""{"intent":"{{intent}}","urgency":"soon","assessment":"same","topics":[]}""", out _).ShouldNotBeNull();
        foreach (var urgency in Words(properties.GetProperty("urgency")))
            AnalysisAnswer.Read($$"""{"intent":"{{QualificationIntent.Switch}}","urgency":"{{urgency}}","assessment":"same","topics":[]}""", out _).ShouldNotBeNull();
    }

    private static List<string> Words(JsonElement schema) => [.. schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!)];
}
