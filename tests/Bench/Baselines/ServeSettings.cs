using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Baselines;

/// <summary>How a baseline is started, as a process of its own.</summary>
internal sealed class ServeSettings : CommandSettings
{
    [CommandOption("--address <URL>", isRequired: true)]
    public string Address { get; init; } = "";

    /// <summary>Where the proxy hands requests on.</summary>
    [CommandOption("--behind <URL>")]
    public string Behind { get; init; } = "";

    /// <summary>File that gets a token the proxy accepts.</summary>
    [CommandOption("--token <FILE>")]
    public string TokenFile { get; init; } = "";
}
