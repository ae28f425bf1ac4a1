using LeadPlatform.Orchestrator.Workflow;

namespace LeadPlatform.Orchestrator.Embedding;

internal static class EmbeddingExtensions
{
    public static void AddEmbedding(this WebApplicationBuilder builder) => builder.Services.AddSingleton<ILeadStep, EmbedStep>();
}
