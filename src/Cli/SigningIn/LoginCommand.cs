using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Profiles;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Access;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.SigningIn;

/// <summary><c>leads login</c>: keeps a credential once the platform has accepted it.</summary>
internal sealed class LoginCommand : AsyncCommand<LoginCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--client-id <ID>")]
        [Description("An OAuth client of a source")]
        public string? ClientId { get; init; }

        [CommandOption("--client-secret <SECRET>")]
        [Description("Its secret. - reads it from standard input")]
        public string? ClientSecret { get; init; }

        [CommandOption("--token <TOKEN>")]
        [Description("An access token of a user: lasts until it expires. - reads it from standard input")]
        public string? Token { get; init; }

        public override ValidationResult Validate()
        {
            if (base.Validate() is { Successful: false } wrong)
                return wrong;
            if (ClientId is null != ClientSecret is null)
                return ValidationResult.Error("--client-id and --client-secret go together.");
            return new[] { ApiKey, ClientId, Token }.Count(given => given is not null) == 1
                ? ValidationResult.Success()
                : ValidationResult.Error("Give one of --api-key, --client-id with --client-secret, and --token.");
        }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var (folder, name) = (ProfileFolder.OfUser(), Connection.ProfileName(settings, Environment.GetEnvironmentVariable));
        var profile = new Profiles.Profile(
            Connection.Server(settings, null, Environment.GetEnvironmentVariable),
            settings.ApiKey is { } key ? Connection.Secret(key) : null,
            settings.ClientId,
            settings.ClientSecret is { } secret ? Connection.Secret(secret) : null,
            settings.Token is { } token ? Connection.Secret(token) : null);
        using var platform = new Platform(profile.Server, Connection.Of(profile, changed => profile = changed));
        var me = await platform.GetAsync("v1/me", CliJson.Default.MeView, cancellationToken);
        var file = folder.Save(name, profile);
        if (settings.Json)
            Say.Result(me, CliJson.Default.MeView);
        else
            Say.Result($"Signed in to {profile.Server} as {me.Name ?? me.Sub} ({me.Role}). Kept in {file}.");
        return ExitCode.Ok;
    }
}

/// <summary><c>leads logout</c>.</summary>
internal sealed class LogoutCommand : Command<ServerSettings>
{
    public override int Execute(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        var name = Connection.ProfileName(settings, Environment.GetEnvironmentVariable);
        Say.Result(ProfileFolder.OfUser().Remove(name) ? $"Profile '{name}' is removed." : $"There was no profile '{name}'.");
        return ExitCode.Ok;
    }
}

/// <summary><c>leads whoami</c>.</summary>
internal sealed class WhoAmICommand : AsyncCommand<ServerSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var me = await platform.GetAsync("v1/me", CliJson.Default.MeView, cancellationToken);
        if (settings.Json)
            Say.Result(me, CliJson.Default.MeView);
        else
            Say.Result($"{me.Name ?? me.Sub} ({me.Role}) at {platform.Server}; may: {string.Join(' ', me.Scopes)}");
        return ExitCode.Ok;
    }
}
