namespace LeadPlatform.DataService.Vectors.Embedding;

/// <summary>What of a lead its vector is made from.</summary>
/// <param name="Details">The JSON object as the source sent it.</param>
/// <param name="Names">The consumer's own name, whose words count nowhere.</param>
internal sealed record LeadContent(string Line, string State, string PostalCode, string? Details, string? Notes, string Names);
