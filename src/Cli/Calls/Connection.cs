using LeadPlatform.Cli.Profiles;
using LeadPlatform.Cli.Terminal;

namespace LeadPlatform.Cli.Calls;

/// <summary>Finds server and credential: the command line, then the environment, then the profile.</summary>
internal static class Connection
{
    public static readonly Uri DefaultServer = new("http://localhost:8080/");

    public static Platform Open(ServerSettings settings, ProfileFolder folder, Func<string, string?> variable)
    {
        var name = ProfileName(settings, variable);
        var profile = folder.Find(name);
        if (profile is null && settings.Profile is not null)
            throw new CliException(ExitCode.Usage, $"There is no profile '{name}'; 'leads login --profile {name}' makes it.");
        var server = Server(settings, profile, variable);
        return new Platform(server, Credential(settings, server, name, profile, folder, variable));
    }

    public static string ProfileName(ServerSettings settings, Func<string, string?> variable) => settings.Profile ?? Set(variable("LEADS_PROFILE")) ?? ProfileFolder.DefaultName;

    public static Uri Server(ServerSettings settings, Profile? profile, Func<string, string?> variable)
    {
        if ((settings.Server ?? Set(variable("LEADS_SERVER"))) is not { } text)
            return profile?.Server ?? DefaultServer;
        return ServerSettings.ParseServer(text) ?? throw new CliException(ExitCode.Usage, "LEADS_SERVER must be an address such as https://leads.example.com.");
    }

    /// <summary>The text, or the first line of standard input where it is -, so that a secret needs to stand in no list of processes.</summary>
    public static string Secret(string text) =>
        text != StandardInput.Word ? text : Console.In.ReadLine() is { Length: > 0 } line ? line.Trim() : throw new CliException(ExitCode.Usage, "Standard input is empty; the secret was to come from there.");

    private static Credential Credential(ServerSettings settings, Uri server, string name, Profile? profile, ProfileFolder folder, Func<string, string?> variable)
    {
        if (settings.ApiKey is { } given)
            return new ApiKeyCredential(Secret(given));
        if (Set(variable("LEADS_API_KEY")) is { } key)
            return new ApiKeyCredential(key);
        if (Set(variable("LEADS_TOKEN")) is { } token)
            return new TokenCredential(token);
        if (Set(variable("LEADS_CLIENT_ID")) is { } id && Set(variable("LEADS_CLIENT_SECRET")) is { } secret)
            return new ClientCredential(id, secret, null, null, TimeProvider.System, null);
        // Never to another server than the one it is for.
        return profile is null || profile.Server != server ? Calls.Credential.None : Of(
            profile, changed => folder.Save(name, changed), () => folder.Find(name) is { RefreshToken: { } refresh } now && now.Server == server ? new UserTokens(now.Token, now.ExpiresAt, refresh) : null);
    }

    /// <param name="reread">The tokens as another process has left them meanwhile.</param>
    public static Credential Of(Profile profile, Action<Profile>? save, Func<UserTokens?>? reread = null) => profile switch
    {
        { ApiKey: { } key } => new ApiKeyCredential(key),
        { ClientId: { } id, ClientSecret: { } secret } => new ClientCredential(
            id, secret, profile.Token, profile.ExpiresAt, TimeProvider.System, (token, until) => save?.Invoke(profile with { Token = token, ExpiresAt = until })),
        { RefreshToken: { } refresh } => new UserCredential(
            new UserTokens(profile.Token, profile.ExpiresAt, refresh), reread, TimeProvider.System,
            kept => save?.Invoke(profile with { Token = kept.Access, ExpiresAt = kept.ExpiresAt, RefreshToken = kept.Refresh })),
        { Token: { } token } => new TokenCredential(token),
        _ => Calls.Credential.None,
    };

    private static string? Set(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
