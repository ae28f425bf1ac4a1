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

    public static void MapEmbedding(this WebApplication app)
    {
        var inside = app.MapGroup("/internal").RequirePermission(Permission.CallInside).ExcludeFromDescription();
        inside.MapPost("embeddings", EmbedText.HandleAsync).NotAudited("it keeps nothing");
        inside.MapPost("lead-embeddings", EmbedLeads.HandleAsync).NotAudited("the model decides what it says");
    }
}
