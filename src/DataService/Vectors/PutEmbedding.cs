using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.DataService.Storage;
using LeadPlatform.DataService.Vectors.Embedding;
using LeadPlatform.DataService.Vectors.Keeping;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors;

/// <summary><c>PUT /v1/leads/{id}/embedding</c>: the vector that an embedding model has made of a lead. Of the platform's services alone; the same vector again changes nothing.</summary>
internal static class PutEmbedding
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, LeadEmbedding embedding, VectorStore vectors, LeadsContext database, IOptions<VectorOptions> options, CancellationToken cancellationToken)
    {
        if (embedding.Model != options.Value.Model)
            return Problem.Conflict("other_model", $"Vectors here are those of the model {options.Value.Model} (Vectors:Model).");
        if (embedding.Vector is not { } given || given.Count != options.Value.Dimensions)
            return Problem.Validation([new FieldError("vector", "dimensions", $"Must hold {options.Value.Dimensions} numbers (Vectors:Dimensions).")]);
        if (UnitLength.Of([.. given]) is not { } vector)
            return Problem.Validation([new FieldError("vector", "length", "Must have a length that is finite and not zero.")]);
        if (!await database.Leads.AnyAsync(lead => lead.LeadId == id, cancellationToken))
            return Problem.NotFound("lead");
        await vectors.WriteAsync([(id, vector)], cancellationToken);
        return TypedResults.NoContent();
    }
}
