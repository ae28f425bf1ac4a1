using System.Security.Cryptography;
using System.Text;
using LeadPlatform.Orchestrator.Prompts;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.Orchestrator.Redaction;
using Microsoft.Extensions.AI;

namespace LeadPlatform.Orchestrator.Analysing;

/// <summary>What is asked about one lead.</summary>
internal sealed class AnalysisPrompt(PromptFile file, LeadFacts lead)
{
    private readonly string _text = file.Lead.Replace("{{lead}}", LeadData.Of(lead), StringComparison.Ordinal);

    public ChatResponseFormat Format => ChatResponseFormat.ForJsonSchema(file.Schema, "lead_analysis");

    public IReadOnlyList<ChatMessage> Messages => [new(ChatRole.System, file.System), new(ChatRole.User, _text)];

    /// <summary>The same, with an answer that could not be used and why.</summary>
    public IReadOnlyList<ChatMessage> Repair(string answer, string wrong) =>
    [
        .. Messages,
        new(ChatRole.Assistant, string.IsNullOrWhiteSpace(answer) ? "(nothing)" : answer[..Math.Min(answer.Length, 1000)]),
        new(ChatRole.User, file.Repair.Replace("{{error}}", wrong, StringComparison.Ordinal)),
    ];

    /// <summary>Key of the answer that <paramref name="model"/> gives to exactly this.</summary>
    public string KeyFor(string model) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.Name}\n{model}\n{file.System}\n{file.Schema.GetRawText()}\n{_text}")));
}
