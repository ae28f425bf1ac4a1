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
