namespace LeadPlatform.Orchestrator.Providers;

/// <summary>One provider, and what it may take. Money is in millionths of the currency of the provider's prices.</summary>
public sealed class ProviderOptions
{
    public const string OpenAi = "openai";
    public const string Anthropic = "anthropic";

    /// <summary><c>openai</c>: any endpoint that speaks OpenAI's API (OpenAI, Azure's /openai/v1/, vLLM, Ollama); or <c>anthropic</c>.</summary>
    public string Kind { get; set; } = OpenAi;

    /// <summary>Base address; by default the vendor's own.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Its key, a secret. Null for servers that ask for none.</summary>
    public string? Key { get; set; }

    /// <summary>Chat model.</summary>
    public string Model { get; set; } = "";

    /// <summary>Model of embeddings.</summary>
    public string EmbeddingModel { get; set; } = "";

    /// <summary>Numbers an embedding has, 1 to 4,096. Default 384, as many as the local ones.</summary>
    public int Dimensions { get; set; } = 384;

    /// <summary>Of one attempt: 100 ms to 60 s. Default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Further attempts after one that failed by something that passes (429, 5xx, a lost connection, no answer in time): 0 to 5. Default 2.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>First pause before a further attempt, doubled each time, where the provider names none: 1 ms to 10 s. Default 300 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The longest Retry-After that is waited for: up to 60 s. A provider that names a longer one is left alone for that time. Default 5 s.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Calls at once in one instance: 1 to 1,000. Default 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>How long a call waits for its place among those before the next provider is asked: up to 60 s. Default 2 s.</summary>
    public TimeSpan WaitForPlace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>By all instances together: 1 to 1,000,000. Default 300.</summary>
    public long RequestsPerMinute { get; set; } = 300;

    /// <summary>By all instances together, in and out: 1 to 1,000,000,000. Default 200,000.</summary>
    public long TokensPerMinute { get; set; } = 200_000;

    /// <summary>Money a day (UTC) by all instances together, in millionths: 0 to 10^12. Default 5,000,000: 5 dollars.</summary>
    public long DailyBudgetMicros { get; set; } = 5_000_000;

    /// <summary>Price of a million tokens in, in millionths: 150,000 is 15 cents. Default 0, free.</summary>
    public long InputMicrosPerMillionTokens { get; set; }

    /// <summary>Price of a million tokens out, in millionths. Default 0.</summary>
    public long OutputMicrosPerMillionTokens { get; set; }

    /// <summary>Price of a million tokens embedded, in millionths. Default 0.</summary>
    public long EmbeddingMicrosPerMillionTokens { get; set; }

    /// <summary>Tokens of one answer: 50 to 4,000. Default 300.</summary>
    public int MaxOutputTokens { get; set; } = 300;

    /// <summary>Bytes of one answer: 1,000 to 10,000,000. Default 256 KiB.</summary>
    public int MaxAnswerBytes { get; set; } = 262_144;

    /// <summary>Share of failed calls in <see cref="BreakerWindow"/> at which the provider is left alone: 0.1 to 1. Default 0.5.</summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Calls in the window below which nothing is concluded: 2 to 1,000. Default 8.</summary>
    public int BreakerMinimumCalls { get; set; } = 8;

    /// <summary>0.5 s to 10 min. Default 30 s.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it is left alone: 0.5 s to 10 min. Default 30 s.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(30);

    internal Uri Address => Endpoint ?? new Uri(Kind == Anthropic ? "https://api.anthropic.com" : "https://api.openai.com/v1");

    /// <summary>What is wrong with the settings, in sentences.</summary>
    internal IEnumerable<string> Wrong(string name)
    {
        string Must(string key, string what) => $"Ai:Providers:{name}:{key} must be {what}.";
        if (Kind is not (OpenAi or Anthropic))
            yield return Must(nameof(Kind), $"{OpenAi} or {Anthropic}");
        if (Endpoint is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0))
            yield return Must(nameof(Endpoint), "an absolute http or https address without a login");
        if (Dimensions is < 1 or > 4096)
            yield return Must(nameof(Dimensions), "from 1 to 4096");
        if (!Within(Timeout, 0.1, 60))
            yield return Must(nameof(Timeout), "from 00:00:00.1 to 00:01:00");
        if (Retries is < 0 or > 5)
            yield return Must(nameof(Retries), "from 0 to 5");
        if (!Within(RetryDelay, 0.001, 10))
            yield return Must(nameof(RetryDelay), "from 00:00:00.001 to 00:00:10");
        if (!Within(MaxRetryAfter, 0, 60))
            yield return Must(nameof(MaxRetryAfter), "at most 00:01:00");
        if (Concurrency is < 1 or > 1000)
            yield return Must(nameof(Concurrency), "from 1 to 1000 calls");
        if (!Within(WaitForPlace, 0, 60))
            yield return Must(nameof(WaitForPlace), "at most 00:01:00");
        if (RequestsPerMinute is < 1 or > 1_000_000)
            yield return Must(nameof(RequestsPerMinute), "from 1 to 1000000");
        if (TokensPerMinute is < 1 or > 1_000_000_000)
            yield return Must(nameof(TokensPerMinute), "from 1 to 1000000000");
        if (DailyBudgetMicros is < 0 or > 1_000_000_000_000)
            yield return Must(nameof(DailyBudgetMicros), "from 0 to 1000000000000 millionths");
        if (new[] { InputMicrosPerMillionTokens, OutputMicrosPerMillionTokens, EmbeddingMicrosPerMillionTokens }.Any(price => price is < 0 or > 1_000_000_000_000))
            yield return Must("InputMicrosPerMillionTokens, OutputMicrosPerMillionTokens and EmbeddingMicrosPerMillionTokens", "from 0 to 1000000000000 millionths");
        if (MaxOutputTokens is < 50 or > 4000)
            yield return Must(nameof(MaxOutputTokens), "from 50 to 4000");
        if (MaxAnswerBytes is < 1_000 or > 10_000_000)
            yield return Must(nameof(MaxAnswerBytes), "from 1000 to 10000000");
        if (BreakerFailureRatio is < 0.1 or > 1)
            yield return Must(nameof(BreakerFailureRatio), "from 0.1 to 1");
        if (BreakerMinimumCalls is < 2 or > 1000)
            yield return Must(nameof(BreakerMinimumCalls), "from 2 to 1000 calls");
        if (!Within(BreakerWindow, 0.5, 600) || !Within(BreakerPause, 0.5, 600))
            yield return Must("BreakerWindow and BreakerPause", "from 00:00:00.5 to 00:10:00");
    }

    private static bool Within(TimeSpan value, double least, double most) => value.TotalSeconds >= least && value.TotalSeconds <= most;
}
