using LeadPlatform.Contracts.Access;
using LeadPlatform.Orchestrator.Workflow;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;

namespace LeadPlatform.Orchestrator.Embedding;

internal static class EmbeddingExtensions
{
    public static void AddEmbedding(this WebApplicationBuilder builder)
    {
        builder.AddServiceClient<LeadEmbeddings>("dataservice");
        builder.Services.AddSingleton<Embedder>();
        builder.Services.AddSingleton<ILeadStep, EmbedStep>();
        builder.Services.AddSingleton<VectorCache>();
        builder.Services.AddSingleton<TextEmbedder>();
    }

    public static void MapEmbedding(this WebApplication app) =>
        app.MapPost("/internal/embeddings", EmbedText.HandleAsync).RequirePermission(Permission.CallInside).NotAudited("it keeps nothing").ExcludeFromDescription();
}
