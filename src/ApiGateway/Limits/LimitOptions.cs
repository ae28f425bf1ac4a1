using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Sources;
using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Limits;

/// <summary>
/// How much the gateways together take from one caller or address. A source with an API key has the rate of its plan instead of the role's. A change of the
/// configuration counts at once; a wrong one is logged and leaves everything as it was.
/// </summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>All requests from one address, before their credential is looked at. Default 20,000/s, burst 40,000: more than one publisher sends, less than a flood.</summary>
    public Rate Address { get; set; } = new() { RequestsPerSecond = 20_000, Burst = 40_000 };

    /// <summary>Requests without a credential, by address. Default 100/s, burst 500 (a console page asks for some 50 files).</summary>
    public Rate Anonymous { get; set; } = new() { RequestsPerSecond = 100, Burst = 500 };

    /// <summary>Requests with a wrong credential, by address; right ones are not counted. Default 1/s (60 a minute), burst 350.</summary>
    public Rate FailedCredentials { get; set; } = new() { RequestsPerSecond = 1, Burst = 350 };

    /// <summary>By caller, for callers of the role. Defaults: users 50/s, burst 200; sources 200/s, burst 400; services 1000/s, burst 2000.</summary>
    public Rate Admin { get; set; } = new() { RequestsPerSecond = 50, Burst = 200 };

    public Rate Manager { get; set; } = new() { RequestsPerSecond = 50, Burst = 200 };

    public Rate Agent { get; set; } = new() { RequestsPerSecond = 50, Burst = 200 };

    public Rate Source { get; set; } = new() { RequestsPerSecond = 200, Burst = 400 };

    public Rate Service { get; set; } = new() { RequestsPerSecond = 1000, Burst = 2000 };

    /// <summary>Requests that one gateway has under way at a service at once; those beyond are told to come back (503). 1 to 100,000. Default 1,000.</summary>
    public int Concurrent { get; set; } = 1_000;

    /// <summary>Streams and web sockets that one gateway keeps open at once. 1 to 1,000,000. Default 10,000.</summary>
    public int Streams { get; set; } = 10_000;

    /// <summary>Streams and web sockets of one caller; where none is known, of one browser's session. 1 to 10,000. Default 20.</summary>
    public int StreamsPerCaller { get; set; } = 20;

    /// <summary>Web sockets from one address, whoever they are. 1 to 100,000. Default 500: an office behind one address.</summary>
    public int StreamsPerAddress { get; set; } = 500;

    /// <summary>Callers, and addresses, kept apart at most; beyond it those that are new share one bucket. 1,000 to 1,000,000. Default 100,000 (about 30 MB).</summary>
    public int Tracked { get; set; } = 100_000;

    /// <summary>The rate of a source: what came with its key, its plan's or its own, or else that of <see cref="Source"/>.</summary>
    public Rate Of(ResolvedKey key) =>
        key is { RequestsPerSecond: > 0, Burst: > 0 } ? new Rate { RequestsPerSecond = key.RequestsPerSecond, Burst = key.Burst } : Source;

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
        Check(nameof(options.Address), options.Address);
        Check(nameof(options.Anonymous), options.Anonymous);
        Check(nameof(options.FailedCredentials), options.FailedCredentials);
        Check(nameof(options.Admin), options.Admin);
        Check(nameof(options.Manager), options.Manager);
        Check(nameof(options.Agent), options.Agent);
        Check(nameof(options.Source), options.Source);
        Check(nameof(options.Service), options.Service);
        CheckCount(nameof(options.Tracked), options.Tracked, 1000, 1_000_000);
        CheckCount(nameof(options.Concurrent), options.Concurrent, 1, 100_000);
        CheckCount(nameof(options.Streams), options.Streams, 1, 1_000_000);
        CheckCount(nameof(options.StreamsPerCaller), options.StreamsPerCaller, 1, 10_000);
        CheckCount(nameof(options.StreamsPerAddress), options.StreamsPerAddress, 1, 100_000);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void CheckCount(string key, int value, int least, int most)
        {
            if (value < least || value > most)
                wrong.Add($"Limits:{key} is {value}; it must be from {least} to {most}.");
        }

        void Check(string key, Rate rate)
        {
            if (rate.RequestsPerSecond is not (>= 0.01 and <= 1_000_000))
                wrong.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Limits:{key}:RequestsPerSecond is {rate.RequestsPerSecond}; it must be from 0.01 to 1000000."));
            if (rate.Burst is < 1 or > 1_000_000)
                wrong.Add($"Limits:{key}:Burst is {rate.Burst}; it must be from 1 to 1000000.");
        }
    }
}
