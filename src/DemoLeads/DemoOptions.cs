using Microsoft.Extensions.Options;

namespace LeadPlatform.DemoLeads;

/// <summary>How many invented leads are posted, and where.</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Leads posted as fast as they are taken at the start, 0 to 1,000,000. Default 300.</summary>
    public int Initial { get; set; } = 300;

    /// <summary>Leads a minute after that, 0 to 6,000. Default 20.</summary>
    public int PerMinute { get; set; } = 20;

    /// <summary>Posts under way at once at the start, 1 to 64. Default 8.</summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>The same seed invents the same people. Default 20260101.</summary>
    public int Seed { get; set; } = 20260101;

    /// <summary>Key of the source that the leads are booked on. Default: the demonstration source, which exists in Development only.</summary>
    public string SourceKey { get; set; } = "demo-source-key";

    /// <summary>Where leads are posted; resolved by service discovery.</summary>
    public Uri Gateway { get; set; } = new("http://gateway");
}

internal sealed class DemoOptionsValidator : IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoOptions options)
    {
        var wrong = new List<string>();
        Check(nameof(options.Initial), options.Initial, 0, 1_000_000);
        Check(nameof(options.PerMinute), options.PerMinute, 0, 6_000);
        Check(nameof(options.Concurrency), options.Concurrency, 1, 64);
        if (string.IsNullOrWhiteSpace(options.SourceKey))
            wrong.Add("Demo:SourceKey is empty; it must be the API key of a source.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(string key, int value, int least, int most)
        {
            if (value < least || value > most)
                wrong.Add($"Demo:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
