namespace LeadPlatform.Contracts.Vectors;

/// <summary>Body of <c>POST /internal/embeddings</c> of the Orchestrator.</summary>
/// <param name="Text">What leads are searched for: 1 to 1,000 characters.</param>
public sealed record TextToEmbed(string? Text)
{
    /// <summary>Characters of the text.</summary>
    public const int MaxText = 1_000;
}

/// <summary>Its answer.</summary>
/// <param name="Model">The embedding model; vectors of another can't be compared with it.</param>
/// <param name="Vector">As the model gave it, of any length but zero.</param>
public sealed record TextEmbedding(string Model, IReadOnlyList<float> Vector);

/// <summary>Body of <c>POST /internal/lead-embeddings</c> of the Orchestrator: leads that are to get the vector of its model, which it puts.</summary>
/// <param name="LeadIds">At most <see cref="MaxIds"/>.</param>
public sealed record LeadsToEmbed(IReadOnlyList<Guid> LeadIds)
{
    public const int MaxIds = 25;
}

/// <summary>Its answer.</summary>
/// <param name="Embedded">Leads whose vector was put.</param>
/// <param name="Later">Whether some could not be embedded for a reason that passes, so that it is worth asking again.</param>
public sealed record LeadsEmbedded(int Embedded, bool Later);
