using Microsoft.Extensions.Options;

namespace LeadPlatform.ApiGateway.Keys;

/// <summary>How long the gateway goes by what Backend said about an API key. A revoked key is refused after <see cref="FreshFor"/> at the latest.</summary>
internal sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>Age from which a key in use is asked for again in the background; 0.1 s up to <see cref="FreshFor"/>. Default 3 s.</summary>
    public TimeSpan RefreshAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Age from which a request waits for Backend's answer; up to 1 min. Default 5 s. While Backend does not answer, what it said last holds until the
    /// source's token expires.
    /// </summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an unknown key is refused without asking; 0 to 1 min. Default 5 s.</summary>
    public TimeSpan UnknownFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Unknown keys remembered at most, a power of two from 64 to 65536. Default 4096.</summary>
    public int UnknownCapacity { get; set; } = 4096;

    /// <summary>Time Backend has for an answer; 0.1 s to 30 s. Default 2 s.</summary>
    public TimeSpan ResolveTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause between questions while Backend does not answer; 0.1 s to 1 min. Default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);
}

internal sealed class KeyOptionsValidator : IValidateOptions<KeyOptions>
{
    private static readonly TimeSpan Tenth = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, KeyOptions options)
    {
        var wrong = new List<string>();
        Check(nameof(options.FreshFor), options.FreshFor, Tenth, Minute);
        Check(nameof(options.RefreshAfter), options.RefreshAfter, Tenth, options.FreshFor);
        Check(nameof(options.UnknownFor), options.UnknownFor, TimeSpan.Zero, Minute);
        Check(nameof(options.ResolveTimeout), options.ResolveTimeout, Tenth, TimeSpan.FromSeconds(30));
        Check(nameof(options.RetryAfter), options.RetryAfter, Tenth, Minute);
        if (options.UnknownCapacity is < 64 or > 65536 || !int.IsPow2(options.UnknownCapacity))
            wrong.Add($"Keys:UnknownCapacity is {options.UnknownCapacity}; it must be a power of two from 64 to 65536.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(string key, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                wrong.Add($"Keys:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
