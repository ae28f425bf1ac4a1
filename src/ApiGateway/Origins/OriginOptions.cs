using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Origins;

/// <summary>From which web sites' scripts the API may be called. Default: from none; servers and command lines send no origin and are not meant.</summary>
internal sealed class OriginOptions
{
    public const string Section = "Origins";

    /// <summary>By the id of a source: the origins (<c>https://quotes.example.com</c>) of the pages that may post with its key.</summary>
    public IDictionary<string, string[]> Sources { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);

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
            wrong.AddRange(origins.Where(origin => !IsOrigin(origin)).Select(origin => $"Origins:Sources:{source} names '{origin}'; an origin looks like https://quotes.example.com."));
        }

        if (options.RememberedFor < TimeSpan.Zero || options.RememberedFor > TimeSpan.FromDays(1))
            wrong.Add($"Origins:RememberedFor is {options.RememberedFor}; it must be from 00:00:00 to 1.00:00:00.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.GetLeftPart(UriPartial.Authority) == origin;
}
