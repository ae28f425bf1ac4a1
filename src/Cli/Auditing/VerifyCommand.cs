using System.ComponentModel;
using System.Globalization;
using LeadPlatform.Cli.Calls;
using LeadPlatform.Cli.Terminal;
using LeadPlatform.Contracts.Auditing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Cli.Auditing;

/// <summary><c>leads audit verify</c>: reads the audit logs row by row, computes every hash again, and names each row that is missing, changed or moved.</summary>
internal sealed class VerifyCommand : AsyncCommand<VerifyCommand.Settings>
{
    private const int PageSize = 1_000;

    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--anchor <LOG:POSITION:HASH>")]
        [Description("An end that an earlier run has confirmed; what was cut off since is found by it. Once for each log")]
        public string[] Anchors { get; init; } = [];

        public override ValidationResult Validate() =>
            base.Validate() is { Successful: false } wrong ? wrong
            : Array.Exists(Anchors, anchor => Read(anchor) is null) ? ValidationResult.Error("--anchor must be an end as this command prints it: backend:4711:HASH.")
            : ValidationResult.Success();

        public AuditHead? AnchorOf(string log) => Anchors.Select(Read).LastOrDefault(anchor => anchor?.Log == log)?.Head;

        private static (string Log, AuditHead Head)? Read(string text) =>
            text.Split(':') is [var log, var position, { Length: 64 } hash] && AuditLogs.All.Contains(log)
                && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? (log, new AuditHead(at, hash))
                : null;
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var platform = Platform.Of(settings);
        var whole = true;
        foreach (var log in AuditLogs.All)
        {
            var verifier = await VerifyAsync(platform, log, settings.AnchorOf(log), cancellationToken);
            whole &= verifier.Faults.Count == 0;
            foreach (var fault in verifier.Faults)
            {
                if (settings.Json)
                    Say.Result(fault, CliJson.Default.AuditFault);
                else
                    Say.Result($"{log} {fault.Position}: {fault.Kind}. {fault.Text}");
            }

            var end = verifier.Verified;
            Say.Note(verifier.Faults.Count == 0
                ? $"{log}: {verifier.Rows} rows are as they were written. Keep its end elsewhere: --anchor {log}:{end.Position}:{end.Hash}"
                : $"{log}: {verifier.Faults.Count} faults in {verifier.Rows} rows.");
        }

        return whole ? ExitCode.Ok : ExitCode.Refused;
    }

    private static async Task<AuditVerifier> VerifyAsync(Platform platform, string log, AuditHead? anchor, CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(log, anchor);
        var after = 0L;
        while (true)
        {
            var chain = await platform.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"v1/audit/logs/{log}/chain?after={after}&limit={PageSize}"), CliJson.Default.AuditChain, cancellationToken);
            foreach (var entry in chain.Entries)
                verifier.Add(entry);
            if (chain.Entries.Count < PageSize)
            {
                verifier.End(chain.Head);
                return verifier;
            }

            after = chain.Entries[^1].Position;
        }
    }
}
