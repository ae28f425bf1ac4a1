using System.ComponentModel;
using System.Globalization;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Auditing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Auditing;

/// <summary><c>leads audit list</c>: newest first.</summary>
internal sealed class ListCommand : AsyncCommand<ListCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        private const int MostEntries = 10_000;

        [CommandOption("--actor <ID>")]
        [Description("By this user, source, client or service")]
        public string? Actor { get; init; }

        [CommandOption("--action <ACTION>")]
        [Description("Such as key.revoke")]
        public string? Action { get; init; }

        [CommandOption("--resource <KIND>")]
        [Description("To this kind of resource, such as key")]
        public string? Resource { get; init; }

        [CommandOption("--id <ID>")]
        [Description("To the resource with this id")]
        public string? ResourceId { get; init; }

        [CommandOption("--from <TIME>")]
        [Description("From this time on, such as 2026-01-31")]
        public DateTimeOffset? From { get; init; }

        [CommandOption("--to <TIME>")]
        [Description("Before this time")]
        public DateTimeOffset? To { get; init; }

        [CommandOption("--count <N>")]
        [Description("At most so many, 1 to 10000; default 100")]
        [DefaultValue(100)]
        public int Count { get; init; }

        public override ValidationResult Validate() =>
            base.Validate() is { Successful: false } wrong ? wrong
            : Count is < 1 or > MostEntries ? ValidationResult.Error($"--count must be from 1 to {MostEntries}.")
            : ValidationResult.Success();

        public string Query(string? cursor) => QueryText.Of(
            ("actor", Actor), ("action", Action), ("resource", Resource), ("resourceId", ResourceId),
            ("from", From?.ToString("O", CultureInfo.InvariantCulture)), ("to", To?.ToString("O", CultureInfo.InvariantCulture)), ("cursor", cursor));
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var entries = platform.AllAsync(cursor => $"v1/audit{settings.Query(cursor)}", CliJson.Default.PageAuditView, cancellationToken);
        await foreach (var entry in entries.Take(settings.Count))
        {
            if (settings.Json)
                Say.Result(entry, CliJson.Default.AuditView);
            else
                Say.Result(Line(entry));
        }

        return ExitCode.Ok;
    }

    private static string Line(AuditView entry) =>
        $"{entry.At:yyyy-MM-ddTHH:mm:ssZ}  {entry.Role} {entry.Actor}  {entry.Action}  {entry.Resource} {entry.ResourceId}  {entry.Detail}  from {entry.Origin ?? "inside"}  ({entry.Log} {entry.Position})";
}
