using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace LeadPlatform.Backend.Documentation;

/// <summary>The service's OpenAPI document, <c>/openapi/v1.json</c>, which the gateway merges with the others'.</summary>
internal static class DocumentationFeature
{
    public static WebApplicationBuilder AddDocumentation(this WebApplicationBuilder builder)
    {
        // A number in quotes is not a number.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, _, _) =>
            {
                LetNullsBeLeftOut(schema);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer<OperationProblems>();
            options.AddOperationTransformer<OperationExamples>();
        });
        return builder;
    }

    public static void MapDocumentation(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    // Answers leave out what is null.
    private static void LetNullsBeLeftOut(OpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (member.Type?.HasFlag(JsonSchemaType.Null) == true)
                schema.Required?.Remove(name);
        }
    }

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
