using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using LeadPlatform.Bench.Data.Filling;
using LeadPlatform.Bench.Data.Inventing;
using LeadPlatform.DataService.Graph;
using LeadPlatform.DataService.Graph.Postgres;
using Npgsql;
using Spectre.Console;
using Spectre.Console.Cli;

namespace LeadPlatform.Bench.Data;

/// <summary><c>./bench graph</c>: builds a graph of invented leads in PostgreSQL, and measures what is asked of it.</summary>
internal sealed class GraphCommand : AsyncCommand<GraphCommand.Settings>
{
    private const double LimitMs = 20;
    private const int BatchSize = 1_000;

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--leads <N>")]
        [Description("Leads to build")]
        [DefaultValue(200_000)]
        public int Leads { get; init; }

        [CommandOption("--rounds <N>")]
        [Description("Queries of each kind")]
        [DefaultValue(2_000)]
        public int Rounds { get; init; }

        public override ValidationResult Validate() =>
            Leads is < 2_000 or > 20_000_000 ? ValidationResult.Error("--leads must be from 2000 to 20000000.")
            : Rounds is < 20 or > 100_000 ? ValidationResult.Error("--rounds must be from 20 to 100000.")
            : ValidationResult.Success();
    }

    /// <returns>0 where 95 of 100 four-hop queries came within 20 ms, 1 where not.</returns>
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var servers = new BenchServers();
        await servers.InitializeAsync();
        await using var database = NpgsqlDataSource.Create(await servers.NewDatabaseAsync("graph", cancellationToken));
        await DatabaseFill.MigrateAsync(database, cancellationToken);
        var graph = new PostgresLeadGraph(database);
        var leads = new InventedGraph(settings.Leads, seed: 20260101);

        var writing = Stopwatch.StartNew();
        for (var from = 0; from < settings.Leads; from += BatchSize)
            await graph.WriteAsync(leads.Some(from, Math.Min(BatchSize, settings.Leads - from)), cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{settings.Leads:N0} leads written, {BatchSize} together: {settings.Leads / writing.Elapsed.TotalSeconds:N0} a second"));
        await using (var analyze = database.CreateCommand("VACUUM ANALYZE graph_lead, graph_ring"))
            await analyze.ExecuteNonQueryAsync(cancellationToken);

        var random = new Random(7);
        var linked = 0;
        var p95 = await MeasureAsync("neighbourhood, 4 hops", settings.Rounds, async () =>
            linked += (await graph.NeighbourhoodAsync(leads[random.Next(settings.Leads)].LeadId, 4, GraphLimits.Leads, cancellationToken))!.Leads.Count - 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {linked / (double)settings.Rounds:0.0} neighbours each"));
        await MeasureAsync("neighbourhood of a lead in a ring, 4 hops", settings.Rounds, async () =>
            await graph.NeighbourhoodAsync(leads[leads.InRing(random.Next())].LeadId, 4, GraphLimits.Leads, cancellationToken));
        await MeasureAsync("signals of one lead", settings.Rounds, async () => await graph.SignalsAsync([leads[random.Next(settings.Leads)]], cancellationToken));
        await MeasureAsync("signals of 500 leads", settings.Rounds / 20, async () => await graph.SignalsAsync(leads.Some(random.Next(settings.Leads - 500), 500), cancellationToken));
        await MeasureAsync("rings, a page of 200", settings.Rounds / 20, async () => await graph.RingsAsync(new RingsPage(GraphLimits.RingPeople, false, null, 200), cancellationToken));
        await MeasureAsync("agents of a line and state", settings.Rounds / 20, async () => await graph.AgentsAsync("auto", "NY", cancellationToken));
        return p95 <= LimitMs ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(string name, int rounds, Func<Task> query)
    {
        for (var i = 0; i < Math.Min(rounds, 50); i++)
            await query();
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await query();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: p50 {times[rounds / 2]:0.00} ms, p95 {times[rounds * 95 / 100]:0.00} ms, p99 {times[rounds * 99 / 100]:0.00} ms"));
        return times[rounds * 95 / 100];
    }
}
