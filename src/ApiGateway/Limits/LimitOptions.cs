using LeadPlatform.Contracts.Access;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>A token bucket: a burst at once, and a rate at which it fills again.</summary>
internal sealed record Rate
{
    /// <summary>Requests a second, 0.01 to 1,000,000.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Requests that may come at once, 1 to 1,000,000.</summary>
    public int Burst { get; init; }
}

/// <summary>How much the gateway takes from one caller or address. A source with an API key has the rate of its plan instead of the role's.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Requests without a credential, by address. Default 100/s, burst 500 (a console page asks for some 50 files).</summary>
    public Rate Anonymous { get; set; } = new() { RequestsPerSecond = 100, Burst = 500 };

    /// <summary>Requests with a wrong credential, by address; right ones are not counted. Default 1/s (60 a minute), burst 200.</summary>
    public Rate FailedCredentials { get; set; } = new() { RequestsPerSecond = 1, Burst = 200 };

    /// <summary>By caller, for callers of the role. Defaults: users 50/s, burst 200; sources 200/s, burst 400; services 1000/s, burst 2000.</summary>
    public Rate Admin { get; set; } = new() { RequestsPerSecond = 50, Burst = 200 };

    public Rate Manager { get; set; } = new() { RequestsPerSecond = 50, Burst = 200 };

    public Rate Agent { get; set; } = new() { RequestsPerSecond = 50, Burst = 200 };

    public Rate Source { get; set; } = new() { RequestsPerSecond = 200, Burst = 400 };

    public Rate Service { get; set; } = new() { RequestsPerSecond = 1000, Burst = 2000 };

    /// <summary>Callers, and addresses, kept apart at most; beyond it those that are new share one bucket. 1,000 to 1,000,000. Default 100,000 (about 15 MB).</summary>
    public int Tracked { get; set; } = 100_000;

    public Rate Of(string? role) => role switch
    {
        Roles.Admin => Admin,
        Roles.Manager => Manager,
        Roles.Source => Source,
        Roles.Service => Service,
        _ => Agent,
    };
}

internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var wrong = new List<string>();
        Check(nameof(options.Anonymous), options.Anonymous);
        Check(nameof(options.FailedCredentials), options.FailedCredentials);
        Check(nameof(options.Admin), options.Admin);
        Check(nameof(options.Manager), options.Manager);
        Check(nameof(options.Agent), options.Agent);
        Check(nameof(options.Source), options.Source);
        Check(nameof(options.Service), options.Service);
        if (options.Tracked is < 1000 or > 1_000_000)
            wrong.Add($"Limits:Tracked is {options.Tracked}; it must be from 1000 to 1000000.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(string key, Rate rate)
        {
            if (rate.RequestsPerSecond is not (>= 0.01 and <= 1_000_000))
                wrong.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Limits:{key}:RequestsPerSecond is {rate.RequestsPerSecond}; it must be from 0.01 to 1000000."));
            if (rate.Burst is < 1 or > 1_000_000)
                wrong.Add($"Limits:{key}:Burst is {rate.Burst}; it must be from 1 to 1000000.");
        }
    }
}
