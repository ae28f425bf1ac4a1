using LeadPlatform.Contracts.Sources;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>
/// From which web sites' scripts the API may be called: from those of the sources' own origins, as Backend has them. Servers and command lines send no origin and are not meant.
/// </summary>
internal sealed class OriginOptions
{
    public const string Section = "Origins";

    /// <summary>By the id of a source that has no origins at Backend: those (<c>https://quotes.example.com</c>) of the pages that may post with its key. Default: none.</summary>
    public IDictionary<string, string[]> Sources { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often the sources' origins are read; 0.1 s to 1 min. Default 3 s: a change holds within 5 s.</summary>
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Time Backend has for an answer; 0.1 s to 30 s. Default 2 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a browser remembers what it was told; up to 1 day. Default 10 min.</summary>
    public TimeSpan RememberedFor { get; set; } = TimeSpan.FromMinutes(10);
}

internal sealed class OriginOptionsValidator : IValidateOptions<OriginOptions>
{
    public ValidateOptionsResult Validate(string? name, OriginOptions options)
    {
        var wrong = new List<string>();
        foreach (var (source, origins) in options.Sources)
        {
            if (!Guid.TryParse(source, out _))
                wrong.Add($"Origins:Sources:{source} must be named by the id of a source.");
            wrong.AddRange(origins.Where(origin => !WebOrigin.IsOne(origin)).Select(origin => $"Origins:Sources:{source} names '{origin}'; an origin looks like https://quotes.example.com."));
        }

        Check(nameof(options.RememberedFor), options.RememberedFor, TimeSpan.Zero, TimeSpan.FromDays(1));
        Check(nameof(options.ReadEvery), options.ReadEvery, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1));
        Check(nameof(options.ReadTimeout), options.ReadTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(30));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(string key, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                wrong.Add($"Origins:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
