using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Profiles;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Access;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.SigningIn;

/// <summary><c>leads login</c>: signs a user in with a browser, or keeps a credential that is given, once the platform has accepted it.</summary>
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
            return new[] { ApiKey, ClientId, Token }.Count(given => given is not null) <= 1
                ? ValidationResult.Success()
                : ValidationResult.Error("Give one of --api-key, --client-id with --client-secret, and --token, or none to sign in with a browser.");
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
        if (settings is { ApiKey: null, ClientId: null, Token: null })
        {
            var tokens = await DeviceSignIn.RunAsync(profile.Server, TimeProvider.System, cancellationToken);
            profile = profile with { Token = tokens.Access, ExpiresAt = tokens.ExpiresAt, RefreshToken = tokens.Refresh };
        }

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

/// <summary><c>leads logout</c>: also ends the session of a user who signed in, where the platform can be reached.</summary>
internal sealed class LogoutCommand : AsyncCommand<ServerSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServerSettings settings, CancellationToken cancellationToken)
    {
        var (folder, name) = (ProfileFolder.OfUser(), Connection.ProfileName(settings, Environment.GetEnvironmentVariable));
        var revoked = folder.Find(name) is not { RefreshToken: { } refresh } profile || await DeviceSignIn.RevokeAsync(profile.Server, refresh, cancellationToken);
        Say.Result(folder.Remove(name) ? $"Profile '{name}' is removed." : $"There was no profile '{name}'.");
        if (!revoked)
            Say.Error("The platform could not be reached, so the session goes on there until it expires; end it under your account.");
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
