using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Calls;

/// <summary>What every command takes.</summary>
internal class ServerSettings : CommandSettings
{
    [CommandOption("--server <URL>")]
    [Description("The platform's address; else LEADS_SERVER, else the profile's, else http://localhost:8080")]
    public string? Server { get; init; }

    [CommandOption("--api-key <KEY>")]
    [Description("An API key; else LEADS_API_KEY, LEADS_TOKEN, LEADS_CLIENT_ID with LEADS_CLIENT_SECRET, else the profile's. - reads it from standard input")]
    public string? ApiKey { get; init; }

    [CommandOption("--profile <NAME>")]
    [Description("Which kept credential to use; else LEADS_PROFILE, else default")]
    public string? Profile { get; init; }

    [CommandOption("--json")]
    [Description("Results as JSON, one a line")]
    public bool Json { get; init; }

    public override ValidationResult Validate() =>
        Server is not null && ParseServer(Server) is null ? ValidationResult.Error("--server must be an address such as https://leads.example.com.") : ValidationResult.Success();

    internal static Uri? ParseServer(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null;
}
