using System.ComponentModel;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Exporting;

/// <summary><c>leads export</c>.</summary>
internal sealed class ExportCommand : AsyncCommand<ExportCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--format <FORMAT>")]
        [Description("csv (default) or jsonl")]
        [DefaultValue("csv")]
        public string Format { get; init; } = "csv";

        [CommandOption("-o|--output <FILE>")]
        [Description("Write there, once it is complete; else to standard output")]
        public string? Output { get; init; }

        [CommandOption("--status <STATUS>")]
        [Description("One or more, separated by commas")]
        public string? Status { get; init; }

        [CommandOption("--line <LINE>")]
        [Description("One or more lines of business, separated by commas")]
        public string? Line { get; init; }

        [CommandOption("--state <STATE>")]
        [Description("One or more two-letter states, separated by commas")]
        public string? State { get; init; }

        [CommandOption("--from <TIME>")]
        [Description("Received at or after, ISO 8601; without an offset in UTC")]
        public string? From { get; init; }

        [CommandOption("--to <TIME>")]
        [Description("Received before")]
        public string? To { get; init; }

        [CommandOption("-q|--query <TEXT>")]
        [Description("Words of the name, a whole e-mail, a phone, or a lead id")]
        public string? Query { get; init; }

        public override ValidationResult Validate() =>
            base.Validate() is { Successful: false } wrong ? wrong
            : Format is not ("csv" or "jsonl") ? ValidationResult.Error("--format must be csv or jsonl.")
            : ValidationResult.Success();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var query = QueryText.Of(
            ("format", settings.Format), ("status", settings.Status), ("line", settings.Line), ("state", settings.State), ("from", settings.From), ("to", settings.To), ("q", settings.Query));
        var bytes = await Download.RunAsync(platform, $"v1/leads/export{query}", settings.Output, "export", cancellationToken);
        if (settings.Output is not null)
            Say.Note($"{settings.Output}: {bytes} bytes.");
        return ExitCode.Ok;
    }
}
