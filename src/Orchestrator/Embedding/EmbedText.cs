using System.Globalization;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary><c>POST /internal/embeddings</c>: the vector of a text that leads are searched by, from the model that embeds leads. Of the platform's services alone.</summary>
internal static class EmbedText
{
    private const int SoonSeconds = 5;
    private const int LaterSeconds = 60;

    public static async Task<Results<Ok<TextEmbedding>, ProblemHttpResult>> HandleAsync(TextToEmbed asked, TextEmbedder embedder, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(asked.Text) || asked.Text.Length > TextToEmbed.MaxText)
            return Problem.Validation([new FieldError("text", "length", $"Must have from 1 to {TextToEmbed.MaxText} characters.")]);
        try
        {
            return await embedder.EmbedAsync(asked.Text, cancellationToken) is { } embedded
                ? TypedResults.Ok(embedded)
                : Problem.Validation([new FieldError("text", "meaningless", "Must say more than what is taken out before a text leaves the platform: names, numbers, addresses.")]);
        }
        catch (ProviderFault fault)
        {
            // What a person has to mend, or midnight, is not over in a few seconds.
            var wait = fault.Code is FaultCode.Budget or FaultCode.Unauthorised or FaultCode.Refused or FaultCode.NotConfigured ? LaterSeconds : SoonSeconds;
            context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.EmbeddingUnavailable, $"The model can't be asked right now ({fault.Code}); try again after Retry-After.");
        }
    }
}
