using LeadPlatform.DataService.Vectors.Embedding;
using Microsoft.Extensions.Options;

namespace LeadPlatform.DataService.Vectors.Reading;

/// <summary>Makes the vector of a text with the model that made the vectors of the leads: the built-in one here, any other where the Orchestrator asks it.</summary>
internal sealed class QuestionEmbedding(AskedModel model, IOptions<VectorOptions> options)
{
    public async Task<EmbeddedQuestion> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        using var activity = VectorMetrics.Activities.StartActivity("embed question");
        var question = options.Value.IsLocalModel ? Local(text) : await model.EmbedAsync(text, cancellationToken);
        activity?.SetTag("outcome", question.Outcome);
        VectorMetrics.Questions.Add(1, new("model", options.Value.Model), new("outcome", question.Outcome));
        return question;
    }

    private static EmbeddedQuestion Local(string text) => LocalEmbedding.OfText(text) is { } vector ? EmbeddedQuestion.Of(vector) : EmbeddedQuestion.Meaningless;
}

/// <summary>What became of a text: a vector of unit length, or why there is none.</summary>
/// <param name="RetryAfter">Where the model can't be asked now: when to ask again.</param>
internal sealed record EmbeddedQuestion(string Outcome, float[]? Vector = null, TimeSpan? RetryAfter = null)
{
    /// <summary>It says nothing to the model.</summary>
    public static EmbeddedQuestion Meaningless { get; } = new("meaningless");

    public static EmbeddedQuestion Of(float[] vector) => new("embedded", vector);

    public static EmbeddedQuestion Unavailable(TimeSpan retryAfter) => new("unavailable", RetryAfter: retryAfter);
}
