using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LeadPlatform.Backend.Documentation;

/// <summary>Adds to every operation the refusals it can answer with, as problem details, and the credential it asks for.</summary>
internal sealed class OperationProblems : IOpenApiOperationTransformer
{
    public const string Bearer = "bearer";
    private const string ProblemSchema = "Problem";
    private const string ProblemJson = "application/problem+json";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
            return;

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        if (context.Document!.Components?.Schemas?.ContainsKey(ProblemSchema) != true)
            context.Document.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken));
        var schema = new OpenApiSchemaReference(ProblemSchema, context.Document);
        operation.Responses ??= [];
        foreach (var (status, text) in Refusals(metadata, operation.RequestBody is not null))
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = text,
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new() { Schema = schema } },
            };
        }
    }

    private static IEnumerable<(int Status, string Text)> Refusals(IList<object> metadata, bool hasBody)
    {
        yield return (StatusCodes.Status401Unauthorized, "No credential, or one that is not valid (code unauthenticated).");
        yield return (StatusCodes.Status403Forbidden, "The credential does not allow this (code forbidden).");
        if (hasBody)
        {
            yield return (StatusCodes.Status400BadRequest, "The body is not the JSON asked for (code invalid_json).");
            yield return (StatusCodes.Status422UnprocessableEntity, "Fields are wrong; member errors lists each with path, code and message (code validation).");
        }

        foreach (var refusal in metadata.OfType<Refusal>())
            yield return (refusal.Status, refusal.Text);
    }
}
