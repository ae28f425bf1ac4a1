using Microsoft.Extensions.Options;

namespace LeadPlatform.Backend.Sources;

/// <summary>What sources may have.</summary>
internal sealed class SourceOptions
{
    public const string Section = "Sources";

    /// <summary>Plans by name: 1 to 50 lower-case letters, digits and hyphens. Default: trial (5/s, burst 10), standard (200/s, burst 400), high (2000/s, burst 4000).</summary>
    public IDictionary<string, SourcePlan> Plans { get; } = new SortedDictionary<string, SourcePlan>(StringComparer.Ordinal);

    /// <summary>Of the source: its plan's, as configuration says now; its own where it has none, or one that configuration names no more.</summary>
    public SourcePlan RateOf(Source source) =>
        source.Plan is { } name && Plans.TryGetValue(name, out var plan) ? plan : new SourcePlan { RequestsPerSecond = source.RequestsPerSecond, Burst = source.Burst };
}

/// <summary>A rate that many sources share.</summary>
internal sealed class SourcePlan
{
    /// <summary>1 to 100,000.</summary>
    public int RequestsPerSecond { get; set; }

    /// <summary>Requests that may come at once, 1 to 1,000,000.</summary>
    public int Burst { get; set; }
}

internal sealed class SourceOptionsValidator : IValidateOptions<SourceOptions>
{
    public ValidateOptionsResult Validate(string? name, SourceOptions options)
    {
        var wrong = new List<string>();
        foreach (var (plan, rate) in options.Plans)
        {
            if (plan.Length is 0 or > SourceRules.MaxPlan || plan.Any(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-'))
                wrong.Add($"Sources:Plans:{plan} must be named by 1 to {SourceRules.MaxPlan} lower-case letters, digits and hyphens.");
            if (rate.RequestsPerSecond is < 1 or > SourceRules.MaxRequestsPerSecond)
                wrong.Add($"Sources:Plans:{plan}:RequestsPerSecond is {rate.RequestsPerSecond}; it must be from 1 to {SourceRules.MaxRequestsPerSecond}.");
            if (rate.Burst is < 1 or > SourceRules.MaxBurst)
                wrong.Add($"Sources:Plans:{plan}:Burst is {rate.Burst}; it must be from 1 to {SourceRules.MaxBurst}.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
