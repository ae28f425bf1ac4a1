using LeadPlatform.Orchestrator.Workflow;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Orchestrator.Embedding;

internal static class EmbeddingExtensions
{
    public static void AddEmbedding(this WebApplicationBuilder builder)
    {
        builder.AddServiceClient<LeadEmbeddings>("dataservice");
        builder.Services.AddSingleton<Embedder>();
        builder.Services.AddSingleton<ILeadStep, EmbedStep>();
    }
}
