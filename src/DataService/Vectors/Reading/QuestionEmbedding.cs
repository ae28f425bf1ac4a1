using LeadPlatform.DataService.Vectors.Embedding;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary>Makes the vector of a text with the model of the leads' vectors.</summary>
internal sealed class QuestionEmbedding
{
    /// <returns>Null where the text says nothing to the model.</returns>
    public Task<float[]?> EmbedAsync(string text, CancellationToken cancellationToken) => Task.FromResult(LocalEmbedding.OfText(text));
}
