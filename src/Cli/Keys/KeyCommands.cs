using System.ComponentModel;
using System.Net.Http.Json;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Sources;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Sources;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Keys;

/// <summary><c>leads keys list</c>.</summary>
internal sealed class ListCommand : AsyncCommand<SourceSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, SourceSettings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        if (!settings.Json)
            Say.Note(SourceText.Line(await platform.GetAsync(settings.SourceAddress, CliJson.Default.SourceView, cancellationToken)));
        foreach (var key in (await platform.GetAsync(settings.Address, CliJson.Default.PageKeyView, cancellationToken)).Items)
        {
            if (settings.Json)
                Say.Result(key, CliJson.Default.KeyView);
            else
                Say.Result(KeyText.Line(key));
        }

        return ExitCode.Ok;
    }
}

/// <summary><c>leads keys create</c>.</summary>
internal sealed class CreateCommand : AsyncCommand<CreateCommand.Settings>
{
    internal sealed class Settings : SourceSettings
    {
        [CommandOption("--scope <SCOPE>")]
        [Description("leads.write, leads.read or imports; more than once for several. Default leads.write")]
        public string[] Scopes { get; init; } = [];

        [CommandOption("--network <CIDR>")]
        [Description("From where it may be used, such as 203.0.113.0/24; more than once for several. Default from anywhere")]
        public string[] Networks { get; init; } = [];

        [CommandOption("--name <TEXT>")]
        [Description("What it is for")]
        public string? Name { get; init; }

        [CommandOption("--expires <TIME>")]
        [Description("When it ends; default never")]
        public DateTimeOffset? Expires { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var wish = new KeyInput(settings.Name, settings.Scopes is [] ? ["leads.write"] : settings.Scopes, settings.Networks, settings.Expires);
        var made = await platform.PostAsync(settings.Address, JsonContent.Create(wish, CliJson.Default.KeyInput), CliJson.Default.NewKeyView, again: false, cancellationToken);
        KeyText.Show(made, settings.Json);
        return ExitCode.Ok;
    }
}

/// <summary><c>leads keys rotate</c>.</summary>
internal sealed class RotateCommand : AsyncCommand<RotateCommand.Settings>
{
    internal sealed class Settings : OneKey
    {
        [CommandOption("--overlap <SECONDS>")]
        [Description("How long the old key goes on; default a day")]
        public int? Overlap { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var made = await platform.PostAsync(
            $"{settings.KeyAddress}/rotate", JsonContent.Create(new KeyRotation(settings.Overlap), CliJson.Default.KeyRotation), CliJson.Default.NewKeyView, again: false, cancellationToken);
        KeyText.Show(made, settings.Json);
        return ExitCode.Ok;
    }
}

/// <summary><c>leads keys revoke</c>.</summary>
internal sealed class RevokeCommand : AsyncCommand<OneKey>
{
    public override async Task<int> ExecuteAsync(CommandContext context, OneKey settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        using var answer = await platform.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, settings.KeyAddress), again: true, cancellationToken);
        Say.Result($"Key {settings.Key} opens nothing more, everywhere within 5 seconds.");
        return ExitCode.Ok;
    }
}
