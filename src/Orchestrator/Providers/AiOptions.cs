using System.ComponentModel.DataAnnotations;

namespace LeadPlatform.Orchestrator.Providers;

/// <summary>Which AIs are asked, in which order, and for how long. Without a chain none is.</summary>
public sealed class AiOptions : IValidatableObject
{
    public const string Section = "Ai";

    /// <summary>In a chain: ask nobody further, the local result counts.</summary>
    public const string Local = "local";

    /// <summary>By a name of one's own, which stands in metrics and timelines: lower-case letters, digits and hyphens.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } = new Dictionary<string, ProviderOptions>(StringComparer.Ordinal);

    /// <summary>Names of the providers that analyse a lead, first choice first. Empty, or <c>local</c>: nothing leaves the platform. Default empty.</summary>
    public IList<string> Chain { get; } = [];

    /// <summary>Name of the provider that embeds leads; null: DataService does it by itself. Default null.</summary>
    public string? Embeddings { get; set; }

    /// <summary>Version of the prompt: the name of a file of <c>Prompts</c> without its ending. Default <c>analyse.1</c>.</summary>
    public string Prompt { get; set; } = "analyse.1";

    /// <summary>How long one lead is tried with all providers together, retries included. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:30", ErrorMessage = "Ai:GiveUpAfter must be from 00:00:01 to 00:01:30.")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Leads that are with providers or wait for them at once in one instance; the others go on and are amended later. Default 500.</summary>
    [Range(1, 10_000, ErrorMessage = "Ai:MaxUnderWay must be from 1 to 10000 leads.")]
    public int MaxUnderWay { get; set; } = 500;

    /// <summary>How long somebody who searches leads by a text waits for its vector, retries included. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30", ErrorMessage = "Ai:QuestionTimeout must be from 00:00:00.1 to 00:00:30.")]
    public TimeSpan QuestionTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Texts of searches that are with the provider of embeddings at once in one instance; the next is refused for now, so that searches take no place from leads. Default 8.</summary>
    [Range(1, 1_000, ErrorMessage = "Ai:MaxQuestions must be from 1 to 1000 texts.")]
    public int MaxQuestions { get; set; } = 8;

    /// <summary>How long an answer is used again for the same content. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00", ErrorMessage = "Ai:KeepAnswers must be from 00:00:01 to 30.00:00:00.")]
    public TimeSpan KeepAnswers { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long Redis may take before it is left aside. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:05", ErrorMessage = "Ai:RedisTimeout must be from 00:00:00.01 to 00:00:05.")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The chain up to the local result; empty where no AI is asked.</summary>
    internal IReadOnlyList<string> Asked => [.. Chain.TakeWhile(name => name != Local)];

    internal bool AsksNobody => Asked.Count == 0 && Embeddings is null or "" or Local;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, provider) in Providers)
        {
            if (name == Local || name.Length is 0 or > 30 || name.Any(letter => letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
                yield return new ValidationResult($"Ai:Providers:{name}: a provider's name is 1 to 30 of a to z, 0 to 9 and hyphen, and not {Local}.");
            foreach (var wrong in provider.Wrong(name))
                yield return new ValidationResult(wrong);
        }

        foreach (var name in Asked)
        {
            if (!Providers.TryGetValue(name, out var provider))
                yield return new ValidationResult($"Ai:Chain names {name}, which Ai:Providers does not have.");
            else if (string.IsNullOrWhiteSpace(provider.Model))
                yield return new ValidationResult($"Ai:Providers:{name}:Model is not set, and Ai:Chain names the provider.");
        }

        if (Embeddings is { Length: > 0 } and not Local && (!Providers.TryGetValue(Embeddings, out var embedding) || embedding.Kind != ProviderOptions.OpenAi || string.IsNullOrWhiteSpace(embedding.EmbeddingModel)))
            yield return new ValidationResult($"Ai:Embeddings names {Embeddings}, which Ai:Providers does not have with Kind {ProviderOptions.OpenAi} and an EmbeddingModel.");
        if (Prompts.PromptFile.Find(Prompt) is null)
            yield return new ValidationResult($"Ai:Prompt names {Prompt}; there is {string.Join(", ", Prompts.PromptFile.Names)}.");
    }
}
