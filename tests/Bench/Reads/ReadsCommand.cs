using System.ComponentModel;
using LeadPlatform.Bench.Load;
using LeadPlatform.Bench.Measuring;
using LeadPlatform.Bench.Reporting;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Reads;

/// <summary><c>./bench reads</c>: <c>GET /v1/leads/{id}</c> through the gateway, the few leads of today again and again (Zipf), and what the cache had of them.</summary>
internal sealed class ReadsCommand : AsyncCommand<ReadsCommand.Settings>
{
    private const double MustPerSecond = 3_000;
    private const double MustP95 = 20;
    private const double MustHits = 0.9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    internal sealed class Settings : ReportSettings
    {
        [CommandOption("--connections <N>")]
        [Description("Connections of the load generator (default: 32)")]
        [DefaultValue(32)]
        public int Connections { get; init; }

        [CommandOption("--leads <N>")]
        [Description("Leads that are read, at most (default: 10,000)")]
        [DefaultValue(10_000)]
        public int Leads { get; init; }

        [CommandOption("--seconds <N>")]
        [Description("Seconds of reads (default: 12)")]
        [DefaultValue(12)]
        public int Seconds { get; init; }

        public override ValidationResult Validate() =>
            Connections is < 1 or > 10_000 ? ValidationResult.Error("--connections must be from 1 to 10000.")
            : Leads is < 1 or > 10_000_000 ? ValidationResult.Error("--leads must be from 1 to 10000000.")
            : Seconds is < 2 or > 3_600 ? ValidationResult.Error("--seconds must be from 2 to 3600.")
            : base.Validate();
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Starting the platform and capturing leads to read …");
        await using var platform = await MeasuredPlatform.StartAsync();
        using var leads = new LeadLoad();
        while (platform.Acknowledged < settings.Leads)
            await platform.CaptureAsync(leads, 64, TimeSpan.FromSeconds(3), cancellationToken);
        await platform.DrainAsync(cancellationToken);

        using var reads = await LeadReads.CreateAsync(platform.LeadsDatabase, settings.Leads, cancellationToken);
        // Until the cache has what is read most: each lead gets there by being read.
        await reads.RunAsync(platform.Address, settings.Connections, WarmUp, cancellationToken);
        var before = await CacheCounts.ReadAsync(platform, cancellationToken);
        var result = await reads.RunAsync(platform.Address, settings.Connections, TimeSpan.FromSeconds(settings.Seconds), cancellationToken);
        var hits = (await CacheCounts.ReadAsync(platform, cancellationToken)).HitsSince(before);

        AnsiConsole.WriteLine(Machine.Describe());
        AnsiConsole.WriteLine(
            $"{settings.Connections} connections: {result.PerSecond:N0} reads/s (must {MustPerSecond:N0}), p50 {result.P50:0.0} ms, p95 {result.P95:0.0} ms (must be under {MustP95}), p99 {result.P99:0.0} ms, "
            + $"{result.Failed + result.Broken} failed; {hits:P1} from the cache (must {MustHits:P0})");
        await settings.FinishAsync("reads", new Dictionary<string, double>
        {
            ["reads/s"] = result.PerSecond,
            ["p50 ms"] = result.P50,
            ["p95 ms"] = result.P95,
            ["p99 ms"] = result.P99,
            ["share of hits"] = hits,
        }, cancellationToken);
        return result is { Failed: 0, Broken: 0 } && result.PerSecond >= MustPerSecond && result.P95 < MustP95 && hits > MustHits ? 0 : 1;
    }
}
