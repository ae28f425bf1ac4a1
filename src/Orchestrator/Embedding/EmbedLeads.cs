using LeadPlatform.Contracts.Problems;
using LeadPlatform.Contracts.Vectors;
using LeadPlatform.Orchestrator.Consuming;
using LeadPlatform.Orchestrator.Providers;
using LeadPlatform.Orchestrator.Qualifying;
using LeadPlatform.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadPlatform.Orchestrator.Embedding;

/// <summary><c>POST /internal/lead-embeddings</c>: has leads embedded that were qualified before the model was in use, and puts their vectors. Of the platform's services alone.</summary>
internal static class EmbedLeads
{
    public static async Task<Results<Ok<LeadsEmbedded>, ProblemHttpResult>> HandleAsync(LeadsToEmbed asked, LeadInputs inputs, Embedder embedder, CancellationToken cancellationToken)
    {
        if (asked.LeadIds.Count is 0 or > LeadsToEmbed.MaxIds)
            return Problem.Validation([new FieldError("leadIds", "count", $"Must hold from 1 to {LeadsToEmbed.MaxIds} ids.")]);
        if (!embedder.Asks)
            return Problem.Conflict("no_model", "No provider embeds leads here (Ai:Embeddings).");
        var leads = await inputs.ReadAsync(asked.LeadIds, cancellationToken);
        // What was begun goes on where the caller waits no longer: who asks again finds its vector.
        var faults = await Task.WhenAll(leads.Values.Select(lead => embedder.Begin(new LeadFacts(lead)) ?? Task.FromResult<string?>(FaultCode.Busy))).WaitAsync(cancellationToken);
        return TypedResults.Ok(new LeadsEmbedded(faults.Count(fault => fault is null), faults.Any(Passes)));
    }

    /// <summary>A lead that the provider refuses, or that can't be redacted, is the same tomorrow.</summary>
    private static bool Passes(string? fault) => fault is not (null or FaultCode.Refused or FaultCode.NotRedacted or FaultCode.TooLarge or FaultCode.Defect);
}
