using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Events;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Erasing;
using LeadPlatform.DataService.Vectors.Embedded;
using LeadPlatform.DataService.Vectors.Embedding;
using LeadPlatform.DataService.Vectors.Keeping;
using LeadPlatform.DataService.Vectors.Qdrant;
using LeadPlatform.DataService.Vectors.Reading;
using LeadPlatform.Messaging;
using LeadPlatform.ServiceDefaults.Auditing;
using LeadPlatform.ServiceDefaults.Callers;
using LeadPlatform.ServiceDefaults.Calls;
using LeadPlatform.ServiceDefaults.Problems;

namespace LeadPlatform.DataService.Vectors;

internal static class VectorsFeature
{
    private const string RetryAfterSeconds = "2";

    private const string SearchExample = """{ "text": "auto with teenage drivers in Texas, rate was raised", "lines": ["auto"], "from": "2026-01-01T00:00:00Z", "limit": 10 }""";

    public static WebApplicationBuilder AddVectors(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<VectorOptions>().BindConfiguration(VectorOptions.Section).ValidateDataAnnotations()
            .Validate(options => !options.IsLocalModel || options.Dimensions == LocalEmbedding.Dimensions, $"Vectors:Dimensions must be {LocalEmbedding.Dimensions} with Vectors:Model {LocalEmbedding.Model}.")
            .ValidateOnStart();
        if (builder.Configuration[$"{VectorOptions.Section}:Provider"] == VectorOptions.Qdrant)
            builder.AddQdrant();
        else
            builder.Services.AddSingleton<ILeadVectors, EmbeddedVectors>();

        builder.Services.AddSingleton<VectorStore>();
        builder.Services.AddSingleton<LeadContents>();
        builder.Services.AddSingleton<IForgetsConsumers, VectorForgetting>();
        builder.Services.AddSingleton<IndexState>();
        builder.Services.AddSingleton<SharedTurn>();
        builder.Services.AddSingleton<RebuildRunner>();
        builder.Services.AddHostedService<IndexFollower>();
        builder.Services.AddEventConsumer<EmbedLeads>(EmbedLeads.Durable, LeadEvents.Received, consumer =>
        {
            consumer.BehindLeads = true;
            // Longer than it stays behind: what waits here must not be delivered again.
            consumer.AckWait = TimeSpan.FromMinutes(2);
        });

        builder.Services.AddSingleton<FilterReader>();
        builder.AddServiceClient<AskedModel>("orchestrator");
        builder.AddServiceClient<LeadEmbedder>("orchestrator");
        builder.Services.AddSingleton<Func<LeadEmbedder>>(services => services.GetRequiredService<LeadEmbedder>);
        builder.Services.AddSingleton<AskedEmbeddings>();
        builder.Services.AddScoped<QuestionEmbedding>();
        builder.Services.AddScoped<LeadSimilarity>();
        return builder;
    }

    public static WebApplication MapVectors(this WebApplication app)
    {
        var reads = app.MapGroup("/v1/leads").WithTags("Leads").RequirePermission(Permission.ReadLeads).AddEndpointFilter(AnswerWithoutIndexAsync)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        reads.MapGet("{id:guid}/similar", GetSimilarLeads.HandleAsync).WithName("listSimilarLeads").WithSummary("List the leads that are most like one")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapPost("search", SearchLeads.HandleAsync).NotAudited("it reads").WithName("searchLeads").WithSummary("Search leads by what a text says").WithDescription(SearchLeads.Description)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) is true)
                    body.Example = JsonNode.Parse(SearchExample);
                return Task.CompletedTask;
            });

        var vectors = app.MapGroup("/v1/vectors").WithTags("Vectors").RequirePermission(Permission.ManageVectors).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        vectors.MapGet("", GetVectors.HandleAsync).WithName("getVectors").WithSummary("Read where the index of leads by likeness stands");
        vectors.MapPost("rebuild", StartRebuild.HandleAsync).Audited("vectors.rebuild").WithName("rebuildVectors").WithSummary("Make all vectors anew, without a pause of the search");

        app.MapPut("/v1/leads/{id:guid}/embedding", PutEmbedding.HandleAsync).RequirePermission(Permission.CallInside).NotAudited("the model decides what it says").ExcludeFromDescription();
        return app;
    }

    private static void AddQdrant(this WebApplicationBuilder builder)
    {
        var connection = QdrantConnection.Of(builder.Configuration);
        builder.Services.AddOptions<QdrantOptions>().BindConfiguration(QdrantOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var calls = builder.Services.AddHttpClient(QdrantClient.ClientName, (services, http) =>
        {
            http.BaseAddress = connection.Endpoint;
            http.Timeout = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<QdrantOptions>>().Value.Timeout;
            if (connection.Key is { Length: > 0 } key)
                http.DefaultRequestHeaders.TryAddWithoutValidation("api-key", key);
        });
#pragma warning disable EXTEXP0001 // What is sent to Qdrant can be repeated whatever its method, which the defaults can't know: QdrantClient does.
        calls.RemoveAllLoggers().RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddSingleton<QdrantClient>();
        builder.Services.AddSingleton<ILeadVectors, QdrantVectors>();
    }

    private static async ValueTask<object?> AnswerWithoutIndexAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (VectorsUnavailableException)
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.Unavailable, "Leads can't be searched by likeness right now; try again after Retry-After.");
        }
    }
}
