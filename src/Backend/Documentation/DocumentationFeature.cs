using Microsoft.OpenApi;

namespace LeadPlatform.Backend.Documentation;

/// <summary>The service's OpenAPI document, <c>/openapi/v1.json</c>, which the gateway merges with the others'.</summary>
internal static class DocumentationFeature
{
    public static WebApplicationBuilder AddDocumentation(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer<OperationProblems>();
            options.AddOperationTransformer<OperationExamples>();
        });
        return builder;
    }

    public static void MapDocumentation(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "LeadPlatform",
            Version = "v1",
            Description = "Agents, dispositions and access tokens.",
        };
        // The address is the gateway's, which knows it.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OperationProblems.Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token of POST /connect/token.",
            },
        };
    }
}
